package example

import (
	"context"
	"errors"
)

var ErrNoSuchBook = errors.New("no such book")

type Book struct{ ISBN string }

type bookTable interface {
	Find(ctx context.Context, isbn string) (Book, error)
}

type loanTable interface {
	Add(ctx context.Context, book Book, reader string) error
}

type Shelf struct {
	books bookTable
	loans loanTable
}
