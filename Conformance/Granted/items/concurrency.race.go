package example

import "sync"

type Counter struct {
	mu     sync.Mutex
	values map[string]int
}

func (c *Counter) Add(name string, n int) {}

func (c *Counter) Value(name string) int { return 0 }
