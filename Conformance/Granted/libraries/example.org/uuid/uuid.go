package uuid

type UUID [16]byte

func MustParse(s string) UUID { return UUID{} }
