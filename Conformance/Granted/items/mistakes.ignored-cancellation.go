package example

type Book struct{ ISBN string }

type Index struct{ add func(book Book) }
