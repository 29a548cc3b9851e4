package md4

import "hash"

func New() hash.Hash { return nil }
