package check

import "testing"

type C struct{ *testing.T }

func New(t *testing.T) *C { return nil }
