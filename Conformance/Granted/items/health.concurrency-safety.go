package example

import "context"

type Importer struct {
	load func(ctx context.Context, file string) error
}
