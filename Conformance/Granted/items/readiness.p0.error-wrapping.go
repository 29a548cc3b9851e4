package example

import "context"

type Price struct{ Cents int64 }

type fetcher interface {
	Fetch(ctx context.Context, date string) ([]byte, error)
}

type Service struct{ client fetcher }

func decode(body []byte) ([]Price, error) { return nil, nil }
