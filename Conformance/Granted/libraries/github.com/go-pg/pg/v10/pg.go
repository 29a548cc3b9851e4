package pg

import "github.com/go-pg/pg/v10/orm"

type Options struct {
	Addr     string
	User     string
	Password string
	Database string
}

type DB struct{}

func Connect(opt *Options) *DB { return nil }

func (db *DB) QueryOne(model, query any, params ...any) (orm.Result, error) { return nil, nil }
