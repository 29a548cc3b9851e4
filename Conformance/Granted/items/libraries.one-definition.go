package example

import (
	"context"
	"errors"

	bookv1 "example.org/shop/gen/book/v1"
)

var ErrNoSuchBook = errors.New("no such book")

type Books struct {
	find func(ctx context.Context, isbn string) (*bookv1.Book, error)
}
