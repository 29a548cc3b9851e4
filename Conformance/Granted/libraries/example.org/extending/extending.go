package extending

type Broker struct{}
