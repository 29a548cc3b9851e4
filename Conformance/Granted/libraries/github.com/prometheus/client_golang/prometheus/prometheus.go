package prometheus

type Desc struct{}

type Metric interface{ Desc() *Desc }

type Collector interface {
	Describe(chan<- *Desc)
	Collect(chan<- Metric)
}

type Registerer interface {
	Register(Collector) error
	MustRegister(...Collector)
	Unregister(Collector) bool
}

type Labels map[string]string

type Opts struct {
	Namespace   string
	Subsystem   string
	Name        string
	Help        string
	ConstLabels Labels
}

type CounterOpts Opts

type Counter interface {
	Metric
	Collector
	Inc()
	Add(float64)
}

func NewCounter(opts CounterOpts) Counter { return nil }

type CounterVec struct{}

func (v *CounterVec) WithLabelValues(lvs ...string) Counter { return nil }

var DefBuckets []float64

type HistogramOpts struct {
	Namespace   string
	Subsystem   string
	Name        string
	Help        string
	ConstLabels Labels
	Buckets     []float64
}

type Observer interface{ Observe(float64) }

type ObserverVec interface {
	With(Labels) Observer
	WithLabelValues(...string) Observer
	Collector
}

type HistogramVec struct{}

func (v *HistogramVec) WithLabelValues(lvs ...string) Observer { return nil }

func (v *HistogramVec) MustCurryWith(labels Labels) ObserverVec { return nil }
