package stdlib

import (
	"database/sql"

	"github.com/jackc/pgx/v5/pgxpool"
)

type OptionOpenDB func()

func OpenDBFromPool(pool *pgxpool.Pool, opts ...OptionOpenDB) *sql.DB { return nil }
