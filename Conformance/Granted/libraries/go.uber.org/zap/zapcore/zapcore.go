package zapcore

type Field struct{}
