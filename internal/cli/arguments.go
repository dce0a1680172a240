package cli

import (
	"github.com/spf13/cobra"
)

// noArgs refuses arguments where flags say everything.
func noArgs(cmd *cobra.Command, args []string) error {
	if len(args) > 0 {
		return usage("unexpected argument "+args[0]+": "+cmd.CommandPath()+" takes flags alone", cmd.CommandPath()+" --help")
	}
	return nil
}

// countArgs refuses any number of arguments but n; what says what they are.
func countArgs(cmd *cobra.Command, args []string, what string, n int) error {
	switch {
	case len(args) < n:
		return usage(cmd.CommandPath()+" needs "+what, cmd.CommandPath()+" --help")
	case len(args) > n:
		return usage("unexpected argument "+args[n]+": "+cmd.CommandPath()+" takes "+what, cmd.CommandPath()+" --help")
	}
	return nil
}
