package gomega

import "github.com/onsi/gomega/types"

type Assertion = types.Assertion

func Expect(actual any, extra ...any) Assertion { return nil }

func Equal(expected any) types.GomegaMatcher { return nil }
