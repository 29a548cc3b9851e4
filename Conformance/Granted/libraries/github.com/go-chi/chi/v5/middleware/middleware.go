package middleware

import (
	"net/http"
	"time"
)

func RequestID(next http.Handler) http.Handler { return nil }

func RealIP(h http.Handler) http.Handler { return nil }

func Recoverer(next http.Handler) http.Handler { return nil }

func Timeout(timeout time.Duration) func(next http.Handler) http.Handler { return nil }
