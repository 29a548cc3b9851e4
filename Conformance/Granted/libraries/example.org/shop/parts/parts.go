package parts

import "net/http"

func Register(name string, handler http.Handler) {}
