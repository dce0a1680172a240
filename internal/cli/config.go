package cli

import (
	"strings"

	"github.com/spf13/cobra"

	"linkwanctl/internal/config"
	"linkwanctl/internal/i18n"
	"linkwanctl/internal/text"
)

func newConfig(a *app) *cobra.Command {
	return group("config", "View and change settings",
		`View and change settings. The first of these that is set is used: the flag, the
environment variable (LINKWANCTL_…), the context in use, the top of the settings file,
the default. A context is a named set of region, endpoint, profile and instance ID; pass
--context to get, set or unset its values. The file never contains secrets.`,
		newConfigList(a), newConfigGet(a), newConfigSet(a), newConfigUnset(a), newConfigView(a), newConfigPath(a),
		newConfigGetContexts(a), newConfigCurrentContext(a), newConfigUse(a), newConfigDeleteContext(a))
}

// edit changes the settings file. It also works on a file with mistakes, since that is how they are
// corrected.
func (a *app) edit(cmd *cobra.Command, done i18n.Text, change func(o config.Options, context string) (warning i18n.Text, err error)) error {
	context := ""
	if flag := cmd.Flags().Lookup("context"); flag.Changed {
		if context = flag.Value.String(); context == "" { // the top of the file would be changed in its place
			return notChanged(refusedValues([]text.Problem{{Where: "--context", Rule: i18n.T("is empty; omit it to change the top level of the file")}}, helpOf(cmd)))
		}
	}
	options := a.settingsOptions(cmd)
	options.Writing = func() { a.interrupts.enter(calling) } // what has begun is finished
	warning, err := change(options, context)
	if err != nil {
		return notChanged(asFailure(err))
	}
	printer, err := a.bare(a.formWanted)
	if err != nil {
		return err
	}
	if !done.Empty() {
		printer.Note(done)
	}
	if !warning.Empty() {
		printer.Warn(warning)
	}
	printer.Done()
	return nil
}

// notChanged adds to a failure that the file was not changed.
func notChanged(f *failure) *failure {
	switch title := f.Title.String(); {
	case !strings.HasSuffix(title, "nothing was sent"):
	case strings.HasPrefix(title, "cannot write"):
		f.Title = i18n.T("cannot write the settings; nothing was changed")
	case len(f.Problems) == 1:
		f.Title = i18n.T("1 invalid value; nothing was changed")
	default:
		f.Title = i18n.T("%d invalid values; nothing was changed", len(f.Problems))
	}
	return f
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
