package example

type route struct{ method, pattern string }

type router struct{}

func newRouter(routes []route) *router { return nil }

func (r *router) Find(method, path string) (route, bool) { return route{}, false }

var benchmarkRoutes []route
