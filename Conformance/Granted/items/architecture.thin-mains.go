package example

import "context"

func run(ctx context.Context) error { return nil }
