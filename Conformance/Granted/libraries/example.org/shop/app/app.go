package app

import "net/http"

type Settings struct{ Database string }

func New(settings Settings) http.Handler { return nil }
