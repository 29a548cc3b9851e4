package example

import (
	"context"

	"github.com/sony/gobreaker/v2"
)

type Tax struct {
	breaker *gobreaker.CircuitBreaker[float64]
	fetch   func(ctx context.Context, country string) (float64, error)
}
