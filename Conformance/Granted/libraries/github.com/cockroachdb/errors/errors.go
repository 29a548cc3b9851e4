package errors

func Newf(format string, args ...any) error { return nil }
