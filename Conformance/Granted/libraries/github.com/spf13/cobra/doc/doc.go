package doc

import "github.com/spf13/cobra"

func GenMarkdownTree(cmd *cobra.Command, dir string) error { return nil }
