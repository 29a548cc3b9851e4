package pgconn

type CommandTag struct{}

type Config struct {
	Host     string
	Port     uint16
	Database string
	User     string
	Password string
}
