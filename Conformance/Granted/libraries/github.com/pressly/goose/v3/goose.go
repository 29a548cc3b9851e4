package goose

import (
	"context"
	"database/sql"
	"io/fs"
)

type options struct{}

type OptionsFunc func(o *options)

func Up(db *sql.DB, dir string, opts ...OptionsFunc) error { return nil }

type Dialect string

const DialectPostgres Dialect = "postgres"

type ProviderOption interface{ apply() error }

type MigrationResult struct{ Error error }

type Provider struct{}

func NewProvider(dialect Dialect, db *sql.DB, fsys fs.FS, opts ...ProviderOption) (*Provider, error) {
	return nil, nil
}

func (p *Provider) Up(ctx context.Context) ([]*MigrationResult, error) { return nil, nil }
