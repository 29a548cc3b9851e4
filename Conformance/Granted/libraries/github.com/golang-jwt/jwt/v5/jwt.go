package jwt

import "time"

type Token struct {
	Header map[string]any
}

func (t *Token) SignedString(key any) (string, error) { return "", nil }

type Keyfunc func(*Token) (any, error)

type Parser struct{}

type ParserOption func(*Parser)

func NewParser(options ...ParserOption) *Parser { return nil }

func (p *Parser) ParseUnverified(tokenString string, claims Claims) (token *Token, parts []string, err error) {
	return nil, nil, nil
}

func Parse(tokenString string, keyFunc Keyfunc, options ...ParserOption) (*Token, error) {
	return nil, nil
}

func ParseWithClaims(tokenString string, claims Claims, keyFunc Keyfunc, options ...ParserOption) (*Token, error) {
	return nil, nil
}

func WithValidMethods(methods []string) ParserOption { return nil }

func WithIssuer(iss string) ParserOption { return nil }

func WithAudience(aud ...string) ParserOption { return nil }

func WithExpirationRequired() ParserOption { return nil }

type NumericDate struct{ time.Time }

type ClaimStrings []string

type Claims interface {
	GetExpirationTime() (*NumericDate, error)
	GetIssuedAt() (*NumericDate, error)
	GetNotBefore() (*NumericDate, error)
	GetIssuer() (string, error)
	GetSubject() (string, error)
	GetAudience() (ClaimStrings, error)
}

type RegisteredClaims struct {
	Issuer    string
	Subject   string
	Audience  ClaimStrings
	ExpiresAt *NumericDate
	NotBefore *NumericDate
	IssuedAt  *NumericDate
	ID        string
}

func (c RegisteredClaims) GetExpirationTime() (*NumericDate, error) { return nil, nil }
func (c RegisteredClaims) GetIssuedAt() (*NumericDate, error)       { return nil, nil }
func (c RegisteredClaims) GetNotBefore() (*NumericDate, error)      { return nil, nil }
func (c RegisteredClaims) GetIssuer() (string, error)               { return "", nil }
func (c RegisteredClaims) GetSubject() (string, error)              { return "", nil }
func (c RegisteredClaims) GetAudience() (ClaimStrings, error)       { return nil, nil }

type MapClaims map[string]any

func (m MapClaims) GetExpirationTime() (*NumericDate, error) { return nil, nil }
func (m MapClaims) GetIssuedAt() (*NumericDate, error)       { return nil, nil }
func (m MapClaims) GetNotBefore() (*NumericDate, error)      { return nil, nil }
func (m MapClaims) GetIssuer() (string, error)               { return "", nil }
func (m MapClaims) GetSubject() (string, error)              { return "", nil }
func (m MapClaims) GetAudience() (ClaimStrings, error)       { return nil, nil }
