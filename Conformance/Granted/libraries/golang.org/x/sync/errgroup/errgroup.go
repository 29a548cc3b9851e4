package errgroup

import "context"

type Group struct{ _ []func() }

func WithContext(ctx context.Context) (*Group, context.Context) { return nil, nil }

func (g *Group) Go(f func() error) {}

func (g *Group) SetLimit(n int) {}

func (g *Group) Wait() error { return nil }
