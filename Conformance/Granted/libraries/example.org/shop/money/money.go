package money

func New(cents int64) {}
