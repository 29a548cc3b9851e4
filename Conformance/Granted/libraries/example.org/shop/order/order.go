package order

import (
	"net/http"

	"example.org/shop/postgres"
)

type Service struct{}

func NewService(orders *postgres.Orders) *Service { return nil }

func Handler() http.Handler { return nil }

func Send(address string) {}
