package example

import "context"

type Prober struct {
	get func(ctx context.Context, url string) error
}
