package example

import "net/http"

func NewServer() *http.Server { return nil }
