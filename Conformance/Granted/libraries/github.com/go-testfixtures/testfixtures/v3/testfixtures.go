package testfixtures

type Loader struct{}

func (l *Loader) Load() error { return nil }
