package postgres

type Settings struct{ URL string }

type Orders struct{}

func NewOrders(settings Settings) *Orders { return nil }
