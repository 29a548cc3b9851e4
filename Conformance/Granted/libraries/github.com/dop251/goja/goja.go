package goja

type Value interface{ String() string }

type Object struct{}

type Runtime struct{}

func (r *Runtime) NewTypeError(args ...any) *Object { return nil }

func (r *Runtime) RunString(str string) (Value, error) { return nil, nil }

func (r *Runtime) Set(name string, value any) error { return nil }

type FunctionCall struct {
	This      Value
	Arguments []Value
}

func (f FunctionCall) Argument(idx int) Value { return nil }

type Callable func(this Value, args ...Value) (Value, error)

func AssertFunction(v Value) (Callable, bool) { return nil, false }

func Undefined() Value { return nil }
