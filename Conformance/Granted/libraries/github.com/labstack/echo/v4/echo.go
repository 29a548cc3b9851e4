package echo

type Context interface {
	JSON(code int, i any) error
	String(code int, s string) error
}

type HandlerFunc func(c Context) error

type MiddlewareFunc func(next HandlerFunc) HandlerFunc

type HTTPError struct {
	Code    int
	Message any
}

func (he *HTTPError) Error() string { return "" }

func NewHTTPError(code int, message ...any) *HTTPError { return nil }
