package lipgloss

type Style struct{}

func NewStyle() Style { return Style{} }

func (s Style) Bold(v bool) Style { return s }

func (s Style) Render(strs ...string) string { return "" }
