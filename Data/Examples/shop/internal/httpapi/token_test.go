package httpapi

import (
	"net/http"
	"net/http/httptest"
	"testing"
)

func TestAuthenticated(t *testing.T) {
	next := http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusOK) })
	tests := map[string]int{
		"":                               http.StatusUnauthorized,
		"Bearer ann":                     http.StatusUnauthorized,
		"Bearer ann.0000":                http.StatusUnauthorized,
		"Bearer ann." + sign("k", "ann"): http.StatusOK,
	}
	for header, want := range tests {
		t.Run(header, func(t *testing.T) {
			r := httptest.NewRequest(http.MethodGet, "/orders", nil)
			r.Header.Set("Authorization", header)
			w := httptest.NewRecorder()
			authenticated("k", next).ServeHTTP(w, r)
			if w.Code != want {
				t.Errorf("status %d, want %d", w.Code, want)
			}
		})
	}
}
