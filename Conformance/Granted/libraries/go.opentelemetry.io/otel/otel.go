package otel

import (
	"go.opentelemetry.io/otel/propagation"
	"go.opentelemetry.io/otel/trace"
)

func SetTextMapPropagator(propagator propagation.TextMapPropagator) {}

func SetTracerProvider(tp trace.TracerProvider) {}

func Tracer(name string, opts ...trace.TracerOption) trace.Tracer { return nil }
