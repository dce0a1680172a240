package cli

import (
	"strings"

	"github.com/spf13/cobra"

	"linkwanctl/internal/config"
	"linkwanctl/internal/output"
	"linkwanctl/internal/text"
)

func newConfig(a *app) *cobra.Command {
	return group("config", "See and keep settings",
		`See and keep settings. A setting comes from its flag, else its environment variable
(LINKWANCTL_…), else the context in use, else the top of the file, else its default.
A context is a name for region, endpoint, profile and instance ID together; give
--context to get, set or unset what it holds. Secrets never stand in the file.`,
		newConfigList(a), newConfigGet(a), newConfigSet(a), newConfigUnset(a), newConfigUse(a), newConfigPath(a))
}

// settingRow is one line of `config list` and the document of `config get`.
type settingRow struct {
	Key    string `json:"Key"`
	Value  string `json:"Value"`
	Origin string `json:"Origin"`
}

func newConfigList(a *app) *cobra.Command {
	var showOrigin bool
	cmd := &cobra.Command{
		Use:   "list",
		Short: "Show every setting in force",
		Long:  "Show every setting in force and, with --show-origin, where each comes from.",
		Example: `  linkwanctl config list --show-origin
  linkwanctl config list --context prod -o yaml`,
		Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return runConfigList(a, cmd, showOrigin) },
	}
	cmd.Flags().BoolVar(&showOrigin, "show-origin", false, "show where each value comes from")
	return cmd
}

func runConfigList(a *app, cmd *cobra.Command, showOrigin bool) error {
	s, err := a.openStrict(cmd)
	if err != nil {
		return err
	}
	grid := output.Grid{Columns: []string{"key", "value"}}
	if showOrigin {
		grid.Columns = append(grid.Columns, "origin")
	}
	var rows []settingRow
	for _, v := range s.config.List() {
		rows = append(rows, settingRow{v.Key, v.Text, v.Origin.Where})
		row := []string{v.Key, v.Text}
		if showOrigin {
			row = append(row, v.Origin.Where)
		}
		grid.Rows = append(grid.Rows, row)
	}
	return s.finish(output.Result{Document: rows, Grid: grid})
}

func newConfigGet(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "get KEY",
		Short: "Show one setting in force",
		Long:  "Show the value of one setting, alone on its line.",
		Example: `  linkwanctl config get region
  linkwanctl config get profile --context prod`,
		ValidArgsFunction: a.completeKeys,
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := countArgs(cmd, args, "a key, such as region", 1); err != nil {
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

func newConfigSet(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "set KEY VALUE",
		Short: "Keep a setting in the file",
		Long:  "Keep a setting in the file, or with --context in that context, which is made where it does\nnot exist.",
		Example: `  linkwanctl config set output json
  linkwanctl config set profile prod --context prod
  linkwanctl config set region cn-hangzhou --context prod`,
		ValidArgsFunction: a.completeKeys,
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := countArgs(cmd, args, "a key and a value, such as  output json", 2); err != nil {
				return err
			}
			return a.edit(cmd, func(o config.Options, context string) (string, error) {
				return "", config.Set(o, context, args[0], args[1])
			})
		},
	}
}

func newConfigUnset(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "unset [KEY]",
		Short: "Take a setting out of the file",
		Long:  "Take a setting out of the file, or with --context out of that context; with --context and no\nkey the whole context.",
		Example: `  linkwanctl config unset output
  linkwanctl config unset endpoint --context lab
  linkwanctl config unset --context lab`,
		ValidArgsFunction: a.completeKeys,
		RunE: func(cmd *cobra.Command, args []string) error {
			key := ""
			named := cmd.Flags().Changed("context")
			if len(args) > 0 || !named {
				if err := countArgs(cmd, args, "a key, such as region", 1); err != nil {
					return err
				}
				key = args[0]
			}
			return a.edit(cmd, func(o config.Options, context string) (string, error) {
				found, err := config.Unset(o, context, key)
				if err == nil && !found {
					return "it was not set", nil
				}
				return "", err
			})
		},
	}
}

func newConfigUse(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "use-context NAME",
		Short: "Choose the context that commands use",
		Long:  "Choose the context that commands use where neither --context nor LINKWANCTL_CONTEXT names one.",
		Example: `  linkwanctl config use-context prod
  linkwanctl config list --show-origin`,
		ValidArgsFunction: func(cmd *cobra.Command, args []string, _ string) ([]cobra.Completion, cobra.ShellCompDirective) {
			if len(args) > 0 {
				return nil, cobra.ShellCompDirectiveNoFileComp
			}
			return config.ContextNames(a.settingsOptions(cmd)), cobra.ShellCompDirectiveNoFileComp
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := countArgs(cmd, args, "the name of a context", 1); err != nil {
				return err
			}
			return a.edit(cmd, func(o config.Options, _ string) (string, error) {
				return "", config.UseContext(o, args[0])
			})
		},
	}
}

func newConfigPath(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "path",
		Short: "Show where the file of settings is",
		Long:  "Show where the file of settings is, whether it exists or not.",
		Example: `  linkwanctl config path
  linkwanctl config path --config ./ci.yaml`,
		Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			path, err := config.Path(a.settingsOptions(cmd))
			if err != nil {
				return err
			}
			printer, err := a.bare(a.formWanted)
			if err != nil {
				return err
			}
			if err := printer.Result(output.Result{Document: map[string]string{"Path": path}, Text: path + "\n"}); err != nil {
				return outputFailure(err)
			}
			return nil
		},
	}
}

// edit changes the file and says nothing but what is worth saying. It works on
// a file with mistakes in it, since that is how they are mended.
func (a *app) edit(cmd *cobra.Command, change func(o config.Options, context string) (string, error)) error {
	context := ""
	if flag := cmd.Flags().Lookup("context"); flag.Changed {
		if context = flag.Value.String(); context == "" { // the top of the file would be changed in its place
			f := refusedValues([]text.Problem{{Where: "--context", Rule: "is empty: leave it out for the top of the file"}}, cmd.CommandPath()+" --help")
			f.Title = strings.Replace(f.Title, "nothing was sent", "nothing was changed", 1)
			return f
		}
	}
	note, err := change(a.settingsOptions(cmd), context)
	if err != nil {
		f := asFailure(err)
		f.Title = strings.Replace(f.Title, "nothing was sent", "nothing was changed", 1)
		return f
	}
	printer, err := a.bare(a.formWanted)
	if err != nil {
		return err
	}
	if note != "" {
		printer.Warn(note)
	}
	printer.Done()
	return nil
}

// countArgs wants exactly so many arguments.
func countArgs(cmd *cobra.Command, args []string, what string, n int) error {
	switch {
	case len(args) < n:
		return usage(cmd.CommandPath()+" needs "+what, cmd.CommandPath()+" --help")
	case len(args) > n:
		return usage("unexpected argument "+args[n]+": "+cmd.CommandPath()+" takes "+what, cmd.CommandPath()+" --help")
	}
	return nil
}

func unknownKey(key string) *failure {
	var keys []string
	for _, row := range config.Table() {
		keys = append(keys, row.Key)
	}
	title := "unknown setting " + key
	if near := text.Nearest(key, keys); near != "" {
		title += ": did you mean " + near + "?"
	}
	return usage(title, "linkwanctl config list")
}

// keyOfFile is the setting that has a name of its own in the file.
func keyOfFile(name string) string {
	for _, row := range config.Table() {
		if row.FileKey == name {
			return row.Key
		}
	}
	return ""
}

func (a *app) completeKeys(cmd *cobra.Command, args []string, _ string) ([]cobra.Completion, cobra.ShellCompDirective) {
	var offers []cobra.Completion
	for _, row := range config.Table() {
		switch {
		case row.FileKey == "" && cmd.Name() != "get": // not kept in the file
		case len(args) == 0:
			offers = append(offers, cobra.CompletionWithDesc(row.Key, row.Help))
		case len(args) == 1 && cmd.Name() == "set" && row.Key == args[0]:
			offers = append(offers, row.Values...)
			switch row.Key {
			case "context":
				offers = a.contextNames(cmd)
			case "profile":
				offers = a.profileNames(cmd)
			}
		}
	}
	return offers, cobra.ShellCompDirectiveNoFileComp
}
