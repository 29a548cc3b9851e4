package glimmer

func Render(text string) string { return "" }
