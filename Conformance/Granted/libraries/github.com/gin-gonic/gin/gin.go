package gin

import "net/http"

type Error struct {
	Err error
}

func (msg Error) Error() string { return "" }

type Context struct {
	Request *http.Request
}

func (c *Context) AbortWithError(code int, err error) *Error { return nil }

type HandlerFunc func(*Context)
