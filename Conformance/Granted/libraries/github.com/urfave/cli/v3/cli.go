package cli

import "context"

type Command struct{ Name string }

func (cmd *Command) Run(ctx context.Context, osArgs []string) error { return nil }
