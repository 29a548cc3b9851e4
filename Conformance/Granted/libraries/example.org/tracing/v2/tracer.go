package tracer

type Option func()

func Start(options ...Option) {}
