package example

import "net/http"

type Rates struct {
	client *http.Client
	url    string
}
