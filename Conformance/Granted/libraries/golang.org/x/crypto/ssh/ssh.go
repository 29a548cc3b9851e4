package ssh

type Session struct{}

func (s *Session) Run(cmd string) error { return nil }
