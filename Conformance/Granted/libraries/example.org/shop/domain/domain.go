package domain

import (
	"errors"
	"time"
)

type Book struct{ ISBN string }

type Loan struct {
	Book Book
	Due  time.Time
}

var (
	ErrNotFound     = errors.New("")
	ErrConflict     = errors.New("")
	ErrUnauthorized = errors.New("")
	ErrForbidden    = errors.New("")
	ErrInvalid      = errors.New("")
)
