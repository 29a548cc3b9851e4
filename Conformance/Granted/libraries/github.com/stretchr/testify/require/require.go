package require

type TestingT interface {
	Errorf(format string, args ...any)
	FailNow()
}

func True(t TestingT, value bool, msgAndArgs ...any) {}
