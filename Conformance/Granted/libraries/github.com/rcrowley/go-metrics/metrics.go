package metrics

type EWMA interface{ Rate() float64 }

func NewEWMA5() EWMA { return nil }
