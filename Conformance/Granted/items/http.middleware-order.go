package example

import (
	"log/slog"
	"net/http"
)

func accessLog(log *slog.Logger) func(http.Handler) http.Handler { return nil }
