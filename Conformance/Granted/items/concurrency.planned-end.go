package example

type Cache struct{ dropExpired func() }
