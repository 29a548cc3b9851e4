package sets

type Set map[string]bool

func New(members ...string) Set { return nil }

func (s Set) Add(member string) {}
