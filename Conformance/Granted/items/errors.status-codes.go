package example

import "errors"

var (
	ErrNoSuchCart = errors.New("no such cart")
	ErrCartClosed = errors.New("cart is closed")
)

type FieldError struct{ Field, Problem string }

func (e *FieldError) Error() string { return e.Field + " " + e.Problem }
