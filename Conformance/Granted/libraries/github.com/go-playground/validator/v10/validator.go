package validator

type Validate struct{}

type Option func(*Validate)

func New(options ...Option) *Validate { return nil }

func WithRequiredStructEnabled() Option { return nil }

func (v *Validate) Struct(s any) error { return nil }
