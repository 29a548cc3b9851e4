package example

type Item struct{ ID string }

type Feed struct{ items chan Item }
