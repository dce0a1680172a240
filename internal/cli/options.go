package cli

import (
	"slices"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// optionsName is the command, and the topic, that lists the global flags.
const optionsName = "options"

func newOptions(*app) *cobra.Command {
	return &cobra.Command{
		Use:   optionsName,
		Short: "Flags that every command takes",
		Long:  "These flags can be passed to every command.",
		Example: `  linkwanctl joinperm list --profile prod -o yaml
  linkwanctl joinperm get 123 --query Data.NodesCnt --timeout 10s`,
		Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
}

// seeHelp is a message.
const seeHelp = "Use \"-h\" or \"--help\" for the help of any command.\n"

// optionParts lists the global flags by what they are for.
func optionParts(root *cobra.Command, width int) []string {
	parts := []struct {
		title string
		flags []*pflag.Flag
	}{
		{"Output", globalFlags(root, "output", "query", "quiet", "color", "lang", "debug")},
		{"Account and target", globalFlags(root, "context", "no-context", "profile", "no-profile", "region", "endpoint", "iot-instance-id", "sandbox", "config")},
		{"Timeouts, retries and quota", globalFlags(root, "timeout", "attempt-timeout", "connect-timeout", "max-attempts", "qps", "signature-version")},
		{title: "Other"},
	}
	root.PersistentFlags().VisitAll(func(f *pflag.Flag) {
		for _, part := range parts {
			if slices.Contains(part.flags, f) {
				return
			}
		}
		parts[len(parts)-1].flags = append(parts[len(parts)-1].flags, f)
	})
	var texts []string
	for _, part := range parts {
		if len(part.flags) > 0 {
			texts = append(texts, part.title+":\n"+flagLines(part.flags, width))
		}
	}
	return append(texts, seeHelp)
}
