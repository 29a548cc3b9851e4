package noop

type MeterProvider struct{}

func NewMeterProvider() MeterProvider { return MeterProvider{} }
