package bookv1connect

import (
	"context"
	"net/http"

	"connectrpc.com/connect"
	bookv1 "example.org/shop/gen/book/v1"
)

type BookServiceHandler interface {
	Get(context.Context, *connect.Request[bookv1.GetRequest]) (*connect.Response[bookv1.Book], error)
}

func NewBookServiceHandler(svc BookServiceHandler, opts ...connect.HandlerOption) (string, http.Handler) {
	return "", nil
}
