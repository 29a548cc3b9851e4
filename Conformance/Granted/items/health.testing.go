package example

import "errors"

var (
	ErrNoAmount = errors.New("no amount")
	ErrNegative = errors.New("negative amount")
)

func ParseAmount(text string) (int64, error) { return 0, ErrNoAmount }
