package codes

type Code uint32

const (
	NotFound Code = 5
	Internal Code = 13
)
