package example

import (
	"context"
	"testing"

	"github.com/jackc/pgx/v5/pgxpool"
)

type Order struct {
	ID    string
	Cents int
}

type Store struct{ pool *pgxpool.Pool }

func NewStore(pool *pgxpool.Pool) *Store { return nil }

func (s *Store) Save(ctx context.Context, order Order) error { return nil }

func (s *Store) Order(ctx context.Context, id string) (Order, error) { return Order{}, nil }

func startDatabase(t *testing.T) *pgxpool.Pool { return nil }
