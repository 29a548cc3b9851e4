package example

import (
	"testing"

	"github.com/jackc/pgx/v5/pgxpool"
)

func migrated(t *testing.T, url string) *pgxpool.Pool { return nil }

func checkOrders(t *testing.T, db *pgxpool.Pool) {}
