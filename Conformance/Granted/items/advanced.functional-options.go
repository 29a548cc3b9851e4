package example

import (
	"log/slog"
	"time"
)

type Client struct {
	base    string
	timeout time.Duration
	log     *slog.Logger
}
