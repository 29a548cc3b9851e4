package postgres

import (
	"context"

	"github.com/testcontainers/testcontainers-go"
)

type PostgresContainer struct{ testcontainers.Container }

func Run(ctx context.Context, img string, opts ...testcontainers.ContainerCustomizer) (*PostgresContainer, error) {
	return nil, nil
}

func BasicWaitStrategies() testcontainers.CustomizeRequestOption { return nil }

func WithDatabase(dbName string) testcontainers.CustomizeRequestOption { return nil }

func (c *PostgresContainer) ConnectionString(ctx context.Context, args ...string) (string, error) {
	return "", nil
}

func (c *PostgresContainer) MustConnectionString(ctx context.Context, args ...string) string {
	return ""
}
