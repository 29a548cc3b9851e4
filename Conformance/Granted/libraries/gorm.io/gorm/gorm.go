package gorm

import (
	"context"
	"database/sql"
	"time"
)

type DeletedAt sql.NullTime

type Model struct {
	ID        uint
	CreatedAt time.Time
	UpdatedAt time.Time
	DeletedAt DeletedAt
}

type DB struct{ Error error }

func (db *DB) Find(dest any, conds ...any) (tx *DB) { return nil }

func (db *DB) Order(value any) (tx *DB) { return nil }

func (db *DB) Where(query any, args ...any) (tx *DB) { return nil }

func (db *DB) First(dest any, conds ...any) (tx *DB) { return nil }

func (db *DB) Exec(sql string, values ...any) (tx *DB) { return nil }

func (db *DB) Limit(limit int) (tx *DB) { return nil }

func (db *DB) WithContext(ctx context.Context) *DB { return nil }
