package runtime

import "github.com/go-openapi/strfmt"

type ClientRequest interface{ GetMethod() string }

type ClientAuthInfoWriter interface {
	AuthenticateRequest(ClientRequest, strfmt.Registry) error
}
