package gock

type Request struct{}

func New(address string) *Request
func Off()
