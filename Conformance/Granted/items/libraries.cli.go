package example

import (
	"context"
	"io"
)

func list(ctx context.Context, out io.Writer, shelf string) error { return nil }
