package gates

type Gate struct{}

type Registry struct{}

func Global() *Registry { return nil }

func (r *Registry) MustRegister(name string) *Gate { return nil }

func MustRegister(name string) *Gate { return nil }
