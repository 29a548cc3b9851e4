package example

func readOne(path string) error { return nil }
