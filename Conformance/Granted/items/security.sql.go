package example

import "errors"

var ErrInvalid = errors.New("invalid")
