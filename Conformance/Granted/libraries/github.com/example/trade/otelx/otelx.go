package otelx

type Tracer struct{}

type Provider interface{ Tracer() *Tracer }
