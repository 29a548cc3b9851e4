package websocket

import "net/http"

type Upgrader struct {
	CheckOrigin func(r *http.Request) bool
}
