package example

type requestIDKey struct{}
