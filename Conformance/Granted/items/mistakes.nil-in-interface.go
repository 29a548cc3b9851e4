package example

type lookup interface{ Find(isbn string) bool }

type Cache struct{}

func (c *Cache) Find(isbn string) bool { return false }

type Service struct{ lookup lookup }

type LoanError struct{ ISBN string }

func (e *LoanError) Error() string { return e.ISBN }
