package example

import (
	"net/http"

	"github.com/prometheus/client_golang/prometheus"
)

var (
	requests *prometheus.CounterVec
	seconds  *prometheus.HistogramVec
)

type statusRecorder struct {
	http.ResponseWriter
	status int
}
