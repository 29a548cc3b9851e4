package example

type Settings struct {
	Port        int
	DatabaseURL string
}
