package jwt

type Parser struct{}

type ParserOption func(*Parser)

func NewParser(options ...ParserOption) *Parser { return nil }

func WithIssuer(iss string) ParserOption { return nil }
