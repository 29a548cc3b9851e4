package kingpin

type FlagClause struct{}

func Flag(name, help string) *FlagClause { return nil }

func (f *FlagClause) Default(values ...string) *FlagClause { return nil }

func (f *FlagClause) String() *string { return nil }
