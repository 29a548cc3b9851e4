package example

import "log/slog"

type Order struct {
	ID    string
	Items []string
}

type Service struct{ log *slog.Logger }
