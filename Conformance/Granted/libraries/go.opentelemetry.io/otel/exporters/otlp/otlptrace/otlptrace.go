package otlptrace

import "context"

type Exporter struct{}

func (e *Exporter) Shutdown(ctx context.Context) error { return nil }
