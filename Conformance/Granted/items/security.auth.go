package example

import (
	"errors"

	"github.com/MicahParks/keyfunc/v3"
	"github.com/golang-jwt/jwt/v5"
)

var ErrUnauthorized = errors.New("unauthorized")

type Claims struct{ jwt.RegisteredClaims }

type Verifier struct {
	keys     keyfunc.Keyfunc
	issuer   string
	audience string
}
