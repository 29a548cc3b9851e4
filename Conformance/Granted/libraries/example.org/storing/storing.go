package storing

type Store interface{}

type Storer interface{ Load() error }

type Kind int

func Open() *Store { return nil }
