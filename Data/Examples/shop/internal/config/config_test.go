package config

import "testing"

func TestLoad(t *testing.T) {
	key := "0123456789abcdef0123456789abcdef"
	tests := []struct {
		name     string
		database string
		key      string
		fails    bool
	}{
		{"everything set", "postgres://localhost/shop", key, false},
		{"no database", "", key, true},
		{"short key", "postgres://localhost/shop", "short", true},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Setenv("DATABASE_URL", tt.database)
			t.Setenv("SHOP_TOKEN_KEY", tt.key)
			if _, err := Load(); (err != nil) != tt.fails {
				t.Fatalf("Load() = %v, want failure %v", err, tt.fails)
			}
		})
	}
}
