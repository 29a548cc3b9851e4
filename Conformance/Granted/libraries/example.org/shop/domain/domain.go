package domain

import "errors"

var (
	ErrNotFound     = errors.New("")
	ErrConflict     = errors.New("")
	ErrUnauthorized = errors.New("")
	ErrForbidden    = errors.New("")
	ErrInvalid      = errors.New("")
)
