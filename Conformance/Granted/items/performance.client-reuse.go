package example

import "net/http"

type Prices struct {
	client *http.Client
	base   string
}
