package example

type Level int

const (
	Low Level = iota
	High
)
