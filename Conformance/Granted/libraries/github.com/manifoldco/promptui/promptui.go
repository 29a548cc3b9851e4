// Package promptui stands in for the library of that name.
package promptui

type Prompt struct {
	Label any
}

func (p *Prompt) Run() (string, error) { return "", nil }
