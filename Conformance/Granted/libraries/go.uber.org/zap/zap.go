package zap

import "go.uber.org/zap/zapcore"

type Field = zapcore.Field

func String(key string, val string) Field { return Field{} }

type Option interface{ apply(*Logger) }

type Logger struct{}

func NewProduction(options ...Option) (*Logger, error) { return nil, nil }

func (log *Logger) Info(msg string, fields ...Field) {}

func RedirectStdLog(l *Logger) func() { return nil }
