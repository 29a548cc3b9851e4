package httpapi

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"strings"
)

// authenticated lets only requests through whose bearer token is "<customer>.<signature>".
func authenticated(key string, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		token := strings.TrimPrefix(r.Header.Get("Authorization"), "Bearer ")
		customer, signature, found := strings.Cut(token, ".")
		if !found || !hmac.Equal([]byte(signature), []byte(sign(key, customer))) {
			http.Error(w, "a valid token is needed", http.StatusUnauthorized)
			return
		}
		next.ServeHTTP(w, r)
	})
}

func sign(key, customer string) string {
	mac := hmac.New(sha256.New, []byte(key))
	mac.Write([]byte(customer))
	return hex.EncodeToString(mac.Sum(nil))
}
