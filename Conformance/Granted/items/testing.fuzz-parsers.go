package example

type Frame struct{ text []byte }

func DecodeFrame(data []byte) (Frame, error) { return Frame{}, nil }

func (f Frame) Encode() []byte { return nil }

func (f Frame) Equal(other Frame) bool { return false }
