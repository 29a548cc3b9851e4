package runtime

type ClientAuthInfoWriter interface{ AuthenticateRequest() error }
