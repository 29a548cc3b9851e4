package example

import "errors"

var ErrRefundTooLarge = errors.New("refund is more than was paid")

type Order struct{ Paid int }

func (o *Order) Refund(cents int) error { return nil }
