package storing

type Store interface{}

type Storer interface{ Load() error }

type Kind int

type Box struct{}

func Open() *Store { return nil }
