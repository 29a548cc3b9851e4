package example

import (
	"context"
	"log/slog"
)

type Poller struct {
	poll func(ctx context.Context) error
	log  *slog.Logger
}
