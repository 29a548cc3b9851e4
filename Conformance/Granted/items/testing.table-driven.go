package example

func ParseCents(text string) (int, error) { return 0, nil }
