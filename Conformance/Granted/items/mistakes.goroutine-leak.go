package example

import "context"

type Page struct{ Text string }

type Source interface {
	Load(ctx context.Context) Page
}
