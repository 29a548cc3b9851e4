package metric

import "context"

type InstrumentOption interface {
	Int64CounterOption
	Float64HistogramOption
}

type Int64CounterOption interface{ applyInt64Counter() }

type Float64HistogramOption interface{ applyFloat64Histogram() }

type AddOption interface{ applyAdd() }

type RecordOption interface{ applyRecord() }

type Int64Counter interface {
	Add(ctx context.Context, incr int64, options ...AddOption)
}

type Float64Histogram interface {
	Record(ctx context.Context, incr float64, options ...RecordOption)
}

type Meter interface {
	Int64Counter(name string, options ...Int64CounterOption) (Int64Counter, error)
	Float64Histogram(name string, options ...Float64HistogramOption) (Float64Histogram, error)
}

func WithUnit(u string) InstrumentOption { return nil }
