package example

import (
	"context"
	"log/slog"
	"sync"
)

type mailer interface {
	Welcome(ctx context.Context, user User) error
}

type Signup struct {
	running sync.WaitGroup
	mail    mailer
	log     *slog.Logger
}
