package client

import "github.com/go-openapi/runtime"

func BasicAuth(username, password string) runtime.ClientAuthInfoWriter { return nil }
