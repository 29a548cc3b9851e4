package connect

type Code uint32

const CodeNotFound Code = 5

type Error struct{}

func NewError(c Code, underlying error) *Error { return nil }

func (e *Error) Error() string { return "" }

type HandlerOption interface{ applyToHandler() }

type Request[T any] struct{ Msg *T }

type Response[T any] struct{ Msg *T }

func NewResponse[T any](message *T) *Response[T] { return nil }
