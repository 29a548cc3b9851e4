package errors

type Problem struct{}

func (p *Problem) Error() string { return "" }

func (p *Problem) WithError(err error) *Problem { return p }

func (p *Problem) WithStack() *Problem { return p }

func InternalServer(part string) *Problem { return nil }

func NotFound(what string) *Problem { return nil }
