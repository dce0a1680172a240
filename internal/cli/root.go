package cli

import (
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"linkwanctl/internal/config"
	"linkwanctl/internal/i18n"
	"linkwanctl/internal/text"
)

// newTree makes the root command and those below it.
func newTree(a *app) *cobra.Command {
	root := &cobra.Command{
		Use:   "linkwanctl",
		Short: "Join permissions of Alibaba Cloud Link WAN, from the command line",
		Long: `linkwanctl works with LoRaWAN join permissions (入网凭证) on Alibaba Cloud Link WAN.
It checks values before it sends them and retries only when that is safe.`,
		Example: `  linkwanctl joinperm list -o json
  linkwanctl --sandbox joinperm update --id 123 --class-mode A`,
		SilenceErrors: true, SilenceUsage: true,
		Args: cobra.ArbitraryArgs,
		PersistentPreRunE: func(cmd *cobra.Command, _ []string) error {
			a.command = cmd.CommandPath()
			if cmd.Name() != "version" {
				a.catchSignals()
			}
			if err := swallowed(cmd); err != nil {
				return err
			}
			return repeated(cmd)
		},
	}
	// Cobra's own --version would link text/template and with it every exported method of every
	// package: 3 MB.
	version := root.Flags().Bool("version", false, "show the version")
	root.RunE = func(cmd *cobra.Command, args []string) error {
		switch {
		case len(args) > 0:
			return unknownCommand(cmd, args[0])
		case *version:
			return runVersion(a)
		}
		a.welcome()
		return nil
	}
	root.SetFlagErrorFunc(flagError)
	root.SetHelpFunc(func(cmd *cobra.Command, _ []string) { // for --help, before which nothing else runs
		a.catchSignals()
		for part := range strings.SplitAfterSeq(a.inLanguage(cmd, helpPage), "\n\n") {
			_, _ = fmt.Fprint(cmd.OutOrStdout(), part) // a pager can show what it has
		}
	})
	root.SetUsageFunc(func(cmd *cobra.Command) error {
		cmd.Print(a.inLanguage(cmd, usagePart))
		return nil
	})
	addGlobalFlags(a, root)
	a.addSections(root,
		section{"Everyday", []child{{"joinperm", newJoinPerm}, {"freqband", newFreqBand}, {"api", newAPI}}},
		section{"Gateways and nodes", []child{
			{"gateway", newGateway}, {"node", newNode}, {"nodegroup", newNodeGroup}, {"notification", newNotification}, {"send", newSend},
		}},
		section{"Setting up and testing", []child{
			{"init", newInit}, {"auth", newAuth}, {"config", newConfig}, {"doctor", newDoctor}, {"explain", newExplain},
			{"emulator", newEmulator}, {"schema", newSchema}, {"completion", newCompletion}, {"version", newVersion},
		}},
		section{topicsTitle, topics()})
	root.SetHelpCommand(newHelp(a))
	root.CompletionOptions.DisableDefaultCmd = true
	refuseRepeats(root)
	return root
}

// settingFlag is the flag of a setting. It takes any text, since all settings are checked together.
type settingFlag struct{ text, kind string }

func (f *settingFlag) String() string     { return f.text }
func (f *settingFlag) Set(s string) error { f.text = s; return nil }
func (f *settingFlag) Type() string       { return f.kind }

func addGlobalFlags(a *app, root *cobra.Command) {
	set := root.PersistentFlags()
	for _, row := range config.Table() {
		short := ""
		if row.Key == "output" {
			short = "o"
		}
		flag := set.VarPF(&settingFlag{row.Default, row.Type}, row.Key, short, settingHelp(row))
		if row.Type == "bool" {
			flag.NoOptDefVal = "true"
		}
		if row.OffFlag != "" {
			set.Bool(row.OffFlag, false, fmt.Sprintf("ignore %s and %s in the settings file", row.Env, row.FileKey))
		}
		switch row.Key {
		case "context", "profile": // completed by name below
		case "config":
			completeFile(root, row.Key)
		case "output":
			register(root, row.Key, func(cmd *cobra.Command) []cobra.Completion { return formsOf(cmd, row.Values) })
		default:
			complete(root, row.Key, row.Values, nil)
		}
	}
	set.StringVar(&a.query, "query", "", "JMESPath expression to select from the result")
	set.BoolVarP(&a.quiet, "quiet", "q", false, "print nothing but errors")
	set.BoolVar(&a.debug, "debug", false, "log requests and answers to stderr, with secrets masked")
	completeNames(a, root)
}

// group is a command that only has subcommands.
func group(use, short, long string, commands ...*cobra.Command) *cobra.Command {
	cmd := &cobra.Command{
		Use: use, Short: short, Long: long, Args: cobra.ArbitraryArgs,
		ValidArgsFunction: completeHelp,
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) > 0 && args[0] == "help" { // joinperm help update, as kubectl has it
				if found, rest, err := cmd.Find(args[1:]); err == nil && len(rest) == 0 {
					return found.Help()
				}
				args = args[1:]
			}
			if len(args) > 0 {
				return unknownCommand(cmd, args[0])
			}
			return cmd.Help()
		},
	}
	for _, c := range commands {
		addCommand(cmd, c)
	}
	return cmd
}

func unknownCommand(cmd *cobra.Command, name string) error {
	title := i18n.T("unknown command %s", name)
	if cmd.HasParent() {
		title = i18n.T("unknown command %s of %s", name, cmd.CommandPath())
	}
	switch near := text.Nearest(name, commandNames(cmd)); near {
	case "":
	case name:
		title = i18n.T("%s: put the command before --", title)
	default:
		title = i18n.T("%s: did you mean %s?", title, near)
	}
	return usage(title, helpOf(cmd))
}

// flagError puts the flag parser's error into words.
func flagError(cmd *cobra.Command, err error) error {
	var unknown *pflag.NotExistError
	var lacking *pflag.ValueRequiredError
	var invalid *pflag.InvalidValueError
	hint := helpOf(cmd)
	switch {
	case cmd.HasSubCommands() && cmd.Flags().NArg() > 0:
		// The flags are unknown because the command before them is.
		return unknownCommand(cmd, cmd.Flags().Arg(0))
	case errors.As(err, &unknown):
		name := "--" + unknown.GetSpecifiedName()
		if shorts := unknown.GetSpecifiedShortnames(); shorts != "" {
			return usage(i18n.T("unknown flag -%s", unknown.GetSpecifiedName()), hint)
		}
		title := i18n.T("unknown flag %s", name)
		if near := text.Nearest(unknown.GetSpecifiedName(), flagNames(cmd)); near != "" {
			title = i18n.T("%s: did you mean %s?", title, "--"+near)
		}
		return usage(title, hint)
	case errors.As(err, &lacking):
		return usage(i18n.T("--%s needs a value", lacking.GetFlag().Name), hint)
	case errors.As(err, &invalid) && invalid.GetValue() == "":
		return usage(i18n.T("--%s is empty: it takes %s", invalid.GetFlag().Name, kindOf(invalid.GetFlag())), hint)
	case errors.As(err, &invalid):
		return usage(i18n.T("--%s %s is not %s", invalid.GetFlag().Name, invalid.GetValue(), kindOf(invalid.GetFlag())), hint)
	}
	var malformed *pflag.InvalidSyntaxError
	if errors.As(err, &malformed) {
		return usage(i18n.T("%s is not a flag", malformed.GetSpecifiedFlag()), hint)
	}
	return usage(i18n.Of(err), hint)
}

// kindOf names the values that a flag takes.
func kindOf(f *pflag.Flag) i18n.Text {
	switch f.Value.Type() {
	case "int":
		return i18n.T("a whole number")
	case "duration":
		return i18n.T("a duration such as 30s or 10m")
	case "bool":
		return i18n.T("true or false")
	}
	return i18n.T("a %s", f.Value.Type())
}

// settingHelp is a setting's help. It lists the possible values unless the sentence already names
// them.
func settingHelp(row config.Setting) string {
	if len(row.Values) == 0 || strings.Contains(row.Help, row.Values[0]) || row.Type == "bool" {
		return row.Help
	}
	return row.Help + ": " + strings.Join(row.Values, ", ")
}

func commandNames(cmd *cobra.Command) []string {
	var names []string
	for _, c := range cmd.Commands() {
		names = append(names, c.Name())
	}
	return names
}

func flagNames(cmd *cobra.Command) []string {
	var names []string
	cmd.Flags().VisitAll(func(f *pflag.Flag) { names = append(names, f.Name) })
	return names
}
