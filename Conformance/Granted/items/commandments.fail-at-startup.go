package example

type Settings struct{ Database string }

func (s Settings) Validate() error { return nil }
