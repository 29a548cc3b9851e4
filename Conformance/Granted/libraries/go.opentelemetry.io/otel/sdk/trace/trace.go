package trace

import (
	"context"

	"go.opentelemetry.io/otel/sdk/resource"
	"go.opentelemetry.io/otel/trace"
)

type SpanExporter interface {
	Shutdown(ctx context.Context) error
}

type BatchSpanProcessorOptions struct{}

type BatchSpanProcessorOption func(o *BatchSpanProcessorOptions)

type Sampler interface{ Description() string }

type ParentBasedSamplerOption interface{ apply() }

type TracerProviderOption interface{ apply() }

type TracerProvider struct{ trace.TracerProvider }

func NewTracerProvider(opts ...TracerProviderOption) *TracerProvider { return nil }

func WithBatcher(e SpanExporter, opts ...BatchSpanProcessorOption) TracerProviderOption { return nil }

func WithResource(r *resource.Resource) TracerProviderOption { return nil }

func WithSampler(s Sampler) TracerProviderOption { return nil }

func ParentBased(root Sampler, samplers ...ParentBasedSamplerOption) Sampler { return nil }

func TraceIDRatioBased(fraction float64) Sampler { return nil }
