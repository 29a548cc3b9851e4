package web

type Context struct{}

type App struct{}

func (a *App) OnError(handle func(c *Context, err error)) {}

func (a *App) Get(path string, handle func(c *Context) error) {}
