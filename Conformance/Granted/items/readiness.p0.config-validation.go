package example

import "time"

type Config struct {
	MinConns    int
	MaxConns    int
	ReadTimeout time.Duration
}
