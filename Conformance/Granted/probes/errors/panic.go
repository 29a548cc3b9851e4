package example

var path string
