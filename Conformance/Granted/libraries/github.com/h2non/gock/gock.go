package gock

type Request struct{}

func New(address string) *Request { return nil }
func Off()                        {}
