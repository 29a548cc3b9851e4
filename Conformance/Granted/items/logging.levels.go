package example

import "log/slog"

type Event struct{ ID string }

type Publisher struct{ log *slog.Logger }
