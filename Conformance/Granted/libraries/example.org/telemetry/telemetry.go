package telemetry

func Start() {}
