package dav

type Request struct{}

type Resource struct{}

type Name string

type Hooks struct {
	Named map[string]func(path string) error
}

func NewHooks() *Hooks { return nil }

type Server struct {
	Resources interface {
		Resource(request Request) (*Resource, error)
	}
}
