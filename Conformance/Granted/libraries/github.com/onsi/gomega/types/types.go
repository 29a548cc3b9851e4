package types

type GomegaMatcher interface {
	Match(actual any) (success bool, err error)
	FailureMessage(actual any) (message string)
	NegatedFailureMessage(actual any) (message string)
}

type Assertion interface {
	To(matcher GomegaMatcher, optionalDescription ...any) bool
}
