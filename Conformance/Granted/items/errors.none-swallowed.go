package example

import "context"

type Suggestions struct{ Words []string }

type wordIndex interface {
	Match(ctx context.Context, text string) ([]string, error)
}

type Search struct{ index wordIndex }
