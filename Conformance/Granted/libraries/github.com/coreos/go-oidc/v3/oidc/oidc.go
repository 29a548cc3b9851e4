package oidc

import "context"

type Config struct {
	ClientID                   string
	InsecureSkipSignatureCheck bool
}

type KeySet interface {
	VerifySignature(ctx context.Context, jwt string) (payload []byte, err error)
}

type IDToken struct{ Subject string }

type IDTokenVerifier struct{}

func NewVerifier(issuerURL string, keySet KeySet, config *Config) *IDTokenVerifier { return nil }

func (v *IDTokenVerifier) Verify(ctx context.Context, rawIDToken string) (*IDToken, error) { return nil, nil }
