package codes

type Code uint32

const (
	NotFound          Code = 5
	ResourceExhausted Code = 8
	Internal          Code = 13
)
