package run

type SignalError struct{}

func (e SignalError) Error() string { return "" }
