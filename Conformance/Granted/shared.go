package example

import (
	"github.com/go-playground/validator/v10"
	"github.com/jackc/pgx/v5/pgxpool"
)

// The things most examples speak of: who buys, what is ordered, where it is kept.
type User struct {
	ID    string
	Email string
}

type Order struct {
	ID       string
	Customer string
	Cents    int64
}

// Store reads and writes through a pool; examples add the methods they show.
type Store struct{ pool *pgxpool.Pool }

type Loan struct {
	ISBN   string
	Reader string
}

// databaseURL is what the tests with a real database share.
var databaseURL string

var validate = validator.New(validator.WithRequiredStructEnabled())
