package render

import "net/http"

type Binder interface{ Bind(r *http.Request) error }

func Bind(r *http.Request, v Binder) error { return nil }
