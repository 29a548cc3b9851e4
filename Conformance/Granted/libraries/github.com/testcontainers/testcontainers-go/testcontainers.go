package testcontainers

import (
	"context"
	"testing"
)

type ContainerRequest struct{ Image string }

type GenericContainerRequest struct{ ContainerRequest }

type TerminateOptions struct{}

type TerminateOption func(*TerminateOptions)

type Container interface {
	Terminate(ctx context.Context, opts ...TerminateOption) error
}

type ContainerCustomizer interface {
	Customize(req *GenericContainerRequest) error
}

type CustomizeRequestOption func(req *GenericContainerRequest) error

func (opt CustomizeRequestOption) Customize(req *GenericContainerRequest) error { return nil }

func CleanupContainer(tb testing.TB, ctr Container, options ...TerminateOption) {}
