package sqlmock

import "database/sql"

type Sqlmock interface {
	ExpectationsWereMet() error
}

type sqlmock struct{}

type SqlMockOption func(*sqlmock) error

func New(options ...SqlMockOption) (*sql.DB, Sqlmock, error) { return nil, nil, nil }
