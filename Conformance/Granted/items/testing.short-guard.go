package example

import (
	"testing"

	"github.com/jackc/pgx/v5/pgxpool"
)

func connect(t *testing.T, url string) *pgxpool.Pool { return nil }
