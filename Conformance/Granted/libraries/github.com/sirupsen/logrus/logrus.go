package logrus

type Fields map[string]any

type Entry struct{}

func WithField(key string, value any) *Entry { return nil }

func WithFields(fields Fields) *Entry { return nil }

func (entry *Entry) Info(args ...any) {}
