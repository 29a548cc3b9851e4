package cobra

import (
	"context"
	"io"

	"github.com/spf13/pflag"
)

type PositionalArgs func(cmd *Command, args []string) error

func ExactArgs(n int) PositionalArgs { return nil }

type Command struct {
	Use          string
	Short        string
	Args         PositionalArgs
	Run          func(cmd *Command, args []string)
	RunE         func(cmd *Command, args []string) error
	SilenceUsage bool
}

func (c *Command) AddCommand(cmds ...*Command) {}

func (c *Command) Context() context.Context { return nil }

func (c *Command) Execute() error { return nil }

func (c *Command) Flags() *pflag.FlagSet { return nil }

func (c *Command) PersistentFlags() *pflag.FlagSet { return nil }

func (c *Command) MarkFlagRequired(name string) error { return nil }

func (c *Command) SetArgs(a []string) {}

func (c *Command) Root() *Command { return nil }

func (c *Command) GenZshCompletion(w io.Writer) error { return nil }
