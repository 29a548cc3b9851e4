package sqlx

type DB struct{}

func Connect(driver, url string) (*DB, error) { return nil, nil }

type Stmt struct{}

func (s *Stmt) Select(dest any, args ...any) error { return nil }
