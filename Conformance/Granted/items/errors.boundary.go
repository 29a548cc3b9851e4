package example

func statusOf(err error) int { return 0 }
