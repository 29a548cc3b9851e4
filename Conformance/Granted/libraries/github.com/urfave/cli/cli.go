package cli

type App struct{}

func NewApp() *App { return nil }

func (a *App) Run(arguments []string) error { return nil }
