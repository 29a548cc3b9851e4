package stdlib

import (
	"database/sql"

	"github.com/jackc/pgx/v5/pgxpool"
)

type connector struct{}

type OptionOpenDB func(*connector)

func OpenDBFromPool(pool *pgxpool.Pool, opts ...OptionOpenDB) *sql.DB { return nil }
