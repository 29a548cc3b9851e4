package semconv

import "go.opentelemetry.io/otel/attribute"

const SchemaURL = ""

func ServiceName(val string) attribute.KeyValue { return attribute.KeyValue{} }

func ServiceVersion(val string) attribute.KeyValue { return attribute.KeyValue{} }
