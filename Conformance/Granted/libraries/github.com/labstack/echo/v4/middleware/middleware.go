package middleware

import "github.com/labstack/echo/v4"

type CORSConfig struct {
	AllowOrigins     []string
	AllowCredentials bool
}

func CORSWithConfig(config CORSConfig) echo.MiddlewareFunc { return nil }
