package pflag

type FlagSet struct{}

func (f *FlagSet) Bool(name string, value bool, usage string) *bool { return nil }

func (f *FlagSet) BoolP(name, shorthand string, value bool, usage string) *bool { return nil }

func (f *FlagSet) BoolVar(p *bool, name string, value bool, usage string) {}

func (f *FlagSet) GetString(name string) (string, error) { return "", nil }

func (f *FlagSet) Int(name string, value int, usage string) *int { return nil }

func (f *FlagSet) IntVar(p *int, name string, value int, usage string) {}

func (f *FlagSet) String(name string, value string, usage string) *string { return nil }

func (f *FlagSet) StringVar(p *string, name string, value string, usage string) {}

func (f *FlagSet) FlagUsagesWrapped(cols int) string { return "" }
