package websocket

import "net/http"

type AcceptOptions struct {
	InsecureSkipVerify bool
	OriginPatterns     []string
}

type Conn struct{}

func Accept(w http.ResponseWriter, r *http.Request, opts *AcceptOptions) (*Conn, error) {
	return nil, nil
}
