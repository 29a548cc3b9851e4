package example

func ParseAmount(text string) (int64, error) { return 0, nil }

func FormatAmount(amount int64) string { return "" }
