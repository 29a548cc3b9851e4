package example

type Cart[T any] struct{}

type total struct{}

type Level int
