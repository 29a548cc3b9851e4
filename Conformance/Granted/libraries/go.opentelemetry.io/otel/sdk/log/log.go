package log

import "context"

type Exporter interface {
	Shutdown(ctx context.Context) error
}

type BatchProcessorOption interface{ apply() }

type BatchProcessor struct{}

func NewBatchProcessor(exporter Exporter, opts ...BatchProcessorOption) *BatchProcessor { return nil }

func (b *BatchProcessor) Shutdown(ctx context.Context) error { return nil }
