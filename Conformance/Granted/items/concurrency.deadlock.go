package example

import (
	"context"
	"sync"
)

type listener interface {
	Notify(ctx context.Context, text string)
}

type Hub struct {
	mu        sync.Mutex
	listeners []listener
}
