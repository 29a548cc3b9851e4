package logs

const (
	InfoLevel = iota
	WarnLevel
	ErrorLevel
	FatalLevel
)
