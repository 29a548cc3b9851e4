package example

import "net/http"

func secured(next http.Handler) http.Handler { return next }
