// Package config reads the service's settings from the environment, once, at start-up.
package config

import (
	"fmt"
	"os"
)

// Settings is everything the service can be told.
type Settings struct {
	Addr        string
	DatabaseURL string
	MailURL     string
	TokenKey    string
}

// Load reads the settings and names the first one that is missing.
func Load() (Settings, error) {
	s := Settings{
		Addr:        valueOr("SHOP_ADDR", ":8080"),
		DatabaseURL: os.Getenv("DATABASE_URL"),
		MailURL:     valueOr("SHOP_MAIL_URL", "http://localhost:8025"),
		TokenKey:    os.Getenv("SHOP_TOKEN_KEY"),
	}
	if s.DatabaseURL == "" {
		return Settings{}, fmt.Errorf("config: DATABASE_URL is not set")
	}
	if len(s.TokenKey) < 32 {
		return Settings{}, fmt.Errorf("config: SHOP_TOKEN_KEY needs at least 32 characters, has %d", len(s.TokenKey))
	}
	return s, nil
}

func valueOr(name, fallback string) string {
	if v := os.Getenv(name); v != "" {
		return v
	}
	return fallback
}
