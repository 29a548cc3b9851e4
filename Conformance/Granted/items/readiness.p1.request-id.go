package example

import (
	"context"
	"log/slog"
)

func withLogger(ctx context.Context, log *slog.Logger) context.Context { return ctx }
