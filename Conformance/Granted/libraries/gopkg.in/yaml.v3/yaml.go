package yaml

import "io"

func Marshal(in any) (out []byte, err error) { return nil, nil }

func Unmarshal(in []byte, out any) (err error) { return nil }

type Decoder struct{}

func NewDecoder(r io.Reader) *Decoder { return nil }

func (dec *Decoder) KnownFields(enable bool) {}

func (dec *Decoder) Decode(v any) (err error) { return nil }
