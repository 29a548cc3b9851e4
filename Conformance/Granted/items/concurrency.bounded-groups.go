package example

import "context"

type Mirror struct {
	copyOne func(ctx context.Context, name string) error
}
