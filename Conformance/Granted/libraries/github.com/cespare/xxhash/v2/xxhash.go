package xxhash

type Digest struct{}

func New() *Digest { return nil }

func (d *Digest) Write(b []byte) (n int, err error) { return 0, nil }

func (d *Digest) Sum64() uint64 { return 0 }
