package example

import "net/http"

type Catalogue struct {
	client *http.Client
	base   string
}
