package example

func sampleOrder() Order { return Order{} }

func Encode(order Order) ([]byte, error) { return nil, nil }
