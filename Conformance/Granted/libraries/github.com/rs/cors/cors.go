package cors

type Options struct {
	AllowedOrigins   []string
	AllowedMethods   []string
	AllowedHeaders   []string
	AllowCredentials bool
}

type Cors struct{}

func New(options Options) *Cors { return nil }
