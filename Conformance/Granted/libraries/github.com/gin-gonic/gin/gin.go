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

func (c *Context) ShouldBindJSON(obj any) error { return nil }

func (c *Context) JSON(code int, obj any) {}

type HandlerFunc func(*Context)

func Mode() string { return "" }
