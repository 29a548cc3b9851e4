package example

func Split(text string) []string { return nil }
