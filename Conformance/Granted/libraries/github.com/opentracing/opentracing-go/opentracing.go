package opentracing

type StartSpanOption interface{ Apply() }

type Span interface{ Finish() }

func StartSpan(operationName string, opts ...StartSpanOption) Span { return nil }
