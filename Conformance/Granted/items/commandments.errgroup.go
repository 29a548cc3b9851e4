package example

import "context"

type Shop struct {
	price func(ctx context.Context, isbn string) (float64, error)
}
