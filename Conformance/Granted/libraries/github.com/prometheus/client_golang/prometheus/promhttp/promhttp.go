package promhttp

import (
	"net/http"

	"github.com/prometheus/client_golang/prometheus"
)

type Option interface{ apply() }

func Handler() http.Handler { return nil }

func InstrumentHandlerDuration(obs prometheus.ObserverVec, next http.Handler, opts ...Option) http.HandlerFunc {
	return nil
}
