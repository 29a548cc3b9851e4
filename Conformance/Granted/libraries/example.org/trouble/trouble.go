package trouble

func Make(code int) error { return nil }

type DefaultError struct{ Code int }

func (e DefaultError) Error() string { return "" }

func (e *DefaultError) WithReason(reason string) *DefaultError { return e }

func ErrNotFound() *DefaultError { return nil }
