package plugins

var (
	Loader func(path string) error
	Limit  int
)

func MustRegister(plugin any) {}
