package example

func load(request any) (string, error) { return "", nil }
