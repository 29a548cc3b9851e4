package cors

import "net/http"

type Options struct {
	AllowedOrigins   []string
	AllowOriginFunc  func(r *http.Request, origin string) bool
	AllowedMethods   []string
	AllowedHeaders   []string
	ExposedHeaders   []string
	AllowCredentials bool
	MaxAge           int
}

func Handler(options Options) func(next http.Handler) http.Handler { return nil }
