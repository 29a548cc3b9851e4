package network

type RequestID string

type EventAnswered struct{ RequestID RequestID }
