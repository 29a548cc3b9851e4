package example

import (
	"context"

	"github.com/prometheus/client_golang/prometheus"
)

type Product struct{ ID string }

type recommender interface {
	For(ctx context.Context, id string) ([]Product, error)
}

type productList interface{ Load() []Product }

type ProductPage struct {
	recommender recommender
	bestsellers productList
	degraded    *prometheus.CounterVec
}
