package shelf

func GetMap(name string) (map[string]any, error) { return nil, nil }
