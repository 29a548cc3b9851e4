package example

import (
	"context"
	"log/slog"
)

type job struct{ ID string }

type Worker struct {
	jobs   chan job
	handle func(ctx context.Context, job job) error
	log    *slog.Logger
}
