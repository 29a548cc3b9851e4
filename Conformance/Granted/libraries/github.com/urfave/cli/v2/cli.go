package cli

type Context struct{}

func (cCtx *Context) Int(name string) int { return 0 }

func (cCtx *Context) String(name string) string { return "" }

func (cCtx *Context) NArg() int { return 0 }

func ShowSubcommandHelp(cCtx *Context) error { return nil }

type StringFlag struct {
	Name  string
	Usage string
	Value string
}

func Exit(message any, exitCode int) error { return nil }
