package example

const (
	codeSuccess = 0
	codeFailure = 1
)

var (
	path string
	full bool
)

func parse(arguments any) error { return nil }

func exit(code int) {}

func serve() {}

func printHelp(text string) {}
