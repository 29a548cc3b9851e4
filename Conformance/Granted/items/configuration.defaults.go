package example

import (
	"log/slog"
	"time"
)

type Settings struct {
	Port         int
	ReadTimeout  time.Duration
	WriteTimeout time.Duration
	IdleTimeout  time.Duration
	LogLevel     slog.Level
}
