package names

func Of(kind any) string { return "" }
