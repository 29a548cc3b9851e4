package command

func Run(line string) error { return nil }
