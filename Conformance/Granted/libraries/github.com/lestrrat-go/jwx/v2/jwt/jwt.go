package jwt

import "time"

type Token interface {
	Expiration() time.Time
}

type ParseOption interface{ parseOption() }

type ValidateOption interface{ validateOption() }

func ParseString(s string, options ...ParseOption) (Token, error) { return nil, nil }

func WithVerify(v bool) ParseOption { return nil }
