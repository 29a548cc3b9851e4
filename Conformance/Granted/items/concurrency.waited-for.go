package example

type Page struct{ URL string }

type Crawler struct{ fetch func(page Page) }
