package example

type Row struct{ Name string }
