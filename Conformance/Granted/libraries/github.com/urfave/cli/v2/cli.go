package cli

type Context struct{}

func (cCtx *Context) Int(name string) int { return 0 }

func (cCtx *Context) String(name string) string { return "" }

type StringFlag struct {
	Name  string
	Usage string
	Value string
}
