package cli

import (
	"github.com/spf13/cobra"

	"linkwanctl/internal/i18n"
)

// helpOf is the hint to a command's help.
func helpOf(cmd *cobra.Command) i18n.Text { return i18n.Raw(cmd.CommandPath() + " --help") }

// noArgs refuses arguments where flags say everything.
func noArgs(cmd *cobra.Command, args []string) error {
	if len(args) > 0 {
		return usage(i18n.T("unexpected argument %s: %s takes only flags", args[0], cmd.CommandPath()), helpOf(cmd))
	}
	return nil
}

// countArgs refuses any number of arguments but n; what says what they are.
func countArgs(cmd *cobra.Command, args []string, what i18n.Text, n int) error {
	switch {
	case len(args) < n:
		return usage(i18n.T("%s needs %s", cmd.CommandPath(), what), helpOf(cmd))
	case len(args) > n:
		return usage(i18n.T("unexpected argument %s: %s takes %s", args[n], cmd.CommandPath(), what), helpOf(cmd))
	}
	return nil
}
