package rate

import (
	"context"
	"time"
)

type Limiter struct{}

func (lim *Limiter) Allow() bool { return false }

func (lim *Limiter) Wait(ctx context.Context) (err error) { return nil }

func (lim *Limiter) Reserve() *Reservation { return nil }

type Reservation struct{}

func (r *Reservation) Delay() time.Duration { return 0 }

func (r *Reservation) Cancel() {}

func (lim *Limiter) WaitN(ctx context.Context, n int) error { return nil }
