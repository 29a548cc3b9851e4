package example

type order struct{ cents, sum int }

func add(o order) {}

func count() int { return 0 }

func total(o order) int { return 0 }
