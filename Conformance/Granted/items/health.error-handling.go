package example

import "context"

type Order struct{ ID string }

type Store struct {
	query func(ctx context.Context, id string) (Order, error)
}
