package counters

type Counter struct{}

func New(name string) *Counter { return nil }

func MustRegister(all ...*Counter) {}
