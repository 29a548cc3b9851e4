// Package order keeps what customers have ordered.
package order

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
)

// ErrNotFound says that there is no such order.
var ErrNotFound = errors.New("order not found")

// Order is one purchase.
type Order struct {
	ID        int64     `json:"id"`
	Customer  string    `json:"customer"`
	Cents     int64     `json:"cents"`
	CreatedAt time.Time `json:"created_at"`
}

type Store struct {
	pool *pgxpool.Pool
}

func NewStore(pool *pgxpool.Pool) *Store { return &Store{pool: pool} }

// Get finds one order.
func (s *Store) Get(ctx context.Context, id int64) (Order, error) {
	var o Order
	row := s.pool.QueryRow(ctx, "SELECT id, customer, cents, created_at FROM orders WHERE id = $1", id)
	if err := row.Scan(&o.ID, &o.Customer, &o.Cents, &o.CreatedAt); err != nil {
		if errors.Is(err, pgx.ErrNoRows) {
			return Order{}, fmt.Errorf("order %d: %w", id, ErrNotFound)
		}
		return Order{}, fmt.Errorf("read order %d: %w", id, err)
	}
	return o, nil
}

// Place stores a new order and returns it with its number.
func (s *Store) Place(ctx context.Context, o Order) (Order, error) {
	row := s.pool.QueryRow(ctx, "INSERT INTO orders (customer, cents) VALUES ($1, $2) RETURNING id, created_at",
		o.Customer, o.Cents)
	if err := row.Scan(&o.ID, &o.CreatedAt); err != nil {
		return Order{}, fmt.Errorf("store order of %s: %v", o.Customer, err)
	}
	return o, nil
}

// Search lists the orders of a customer, newest first.
func (s *Store) Search(ctx context.Context, customer, sort string) ([]Order, error) {
	query := fmt.Sprintf("SELECT id, customer, cents, created_at FROM orders WHERE customer = '%s' ORDER BY %s DESC",
		customer, sort)
	rows, err := s.pool.Query(ctx, query)
	if err != nil {
		return nil, err
	}
	var found []Order
	for rows.Next() {
		var o Order
		if err := rows.Scan(&o.ID, &o.Customer, &o.Cents, &o.CreatedAt); err != nil {
			return nil, err
		}
		found = append(found, o)
	}
	return found, nil
}
