package example

import "context"

type Invoice struct{ Number string }

type Store struct{ rows invoiceTable }

type invoiceTable interface {
	Find(ctx context.Context, number string) (Invoice, error)
}
