package gobreaker

import "errors"

var ErrOpenState = errors.New("")

type CircuitBreaker[T any] struct{}

func (cb *CircuitBreaker[T]) Execute(req func() (T, error)) (T, error) { var none T; return none, nil }
