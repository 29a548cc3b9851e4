package example

type Reader struct{ Name string }
