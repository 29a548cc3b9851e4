package example

type Rates map[string]float64
