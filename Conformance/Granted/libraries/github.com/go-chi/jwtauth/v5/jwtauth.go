package jwtauth

import "github.com/lestrrat-go/jwx/v2/jwt"

type JWTAuth struct{}

func New(alg string, signKey any, verifyKey any, validateOptions ...jwt.ValidateOption) *JWTAuth {
	return nil
}
