package events

type Event struct{}

func (e *Event) Next() error { return nil }
