package example

type Session struct{ ID string }
