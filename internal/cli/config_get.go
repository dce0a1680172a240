package cli

import (
	"github.com/spf13/cobra"

	"linkwanctl/internal/config"
	"linkwanctl/internal/i18n"
	"linkwanctl/internal/output"
	"linkwanctl/internal/text"
)

func newConfigGet(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "get KEY",
		Short: "Show one setting",
		Long:  "Show the effective value of one setting, on a line of its own.",
		Example: `  linkwanctl config get region
  linkwanctl config get profile --context prod`,
		ValidArgsFunction: a.completeKeys,
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := countArgs(cmd, args, i18n.T("a key, such as region"), 1); err != nil {
				return err
			}
			s, err := a.openStrict(cmd)
			if err != nil {
				return err
			}
			for _, v := range s.config.List() {
				if v.Key == args[0] || v.Key == keyOfFile(args[0]) {
					return s.finish(output.Result{Document: settingRow{v.Key, v.Text, v.Origin.Where}, Text: v.Text + "\n"})
				}
			}
			return s.own(unknownKey(args[0]))
		},
	}
}

func unknownKey(key string) *failure {
	var keys []string
	for _, row := range config.Table() {
		keys = append(keys, row.Key)
	}
	title := i18n.T("unknown setting %s", key)
	if near := text.Nearest(key, keys); near != "" {
		title = i18n.T("%s: did you mean %s?", title, near)
	}
	return usage(title, i18n.Raw("linkwanctl config list"))
}

// keyOfFile is the setting whose key in the file differs from its flag.
func keyOfFile(name string) string {
	for _, row := range config.Table() {
		if row.FileKey == name && name != "" {
			return row.Key
		}
	}
	return ""
}
