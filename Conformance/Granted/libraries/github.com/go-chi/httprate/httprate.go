package httprate

import (
	"net/http"
	"time"
)

type RateLimiter struct{}

type Option func(rl *RateLimiter)

type KeyFunc func(r *http.Request) (string, error)

func Limit(requestLimit int, windowLength time.Duration, options ...Option) func(next http.Handler) http.Handler {
	return nil
}

func LimitByIP(requestLimit int, windowLength time.Duration) func(next http.Handler) http.Handler {
	return nil
}

func WithKeyFuncs(keyFuncs ...KeyFunc) Option { return nil }

func KeyByIP(r *http.Request) (string, error) { return "", nil }
