package cli

import (
	"github.com/spf13/cobra"

	"linkwanctl/internal/config"
	"linkwanctl/internal/i18n"
	"linkwanctl/internal/joinperm"
	"linkwanctl/internal/text"
)

// addFieldFlags adds a flag for each field of a permission.
func addFieldFlags(a *app, cmd *cobra.Command, fields []joinperm.Field) {
	cmd.Flags().SortFlags = false
	for _, f := range fields {
		cmd.Flags().String(f.Flag, "", f.Help)
		if f.Param == joinperm.BandField().Param {
			completeLiveBands(a, cmd, f)
			continue
		}
		completeField(cmd, f)
	}
}

// fieldsGiven are the values of the flags that were given, by the API's names.
func fieldsGiven(cmd *cobra.Command, fields []joinperm.Field) map[string]string {
	given := map[string]string{}
	for _, f := range fields {
		if flag := cmd.Flags().Lookup(f.Flag); flag.Changed {
			given[f.Param] = flag.Value.String()
		}
	}
	return given
}

// inInstance adds the instance that the settings name.
func (s *session) inInstance(given map[string]string) map[string]string {
	if s.settings.IotInstanceID != "" {
		given[joinperm.InstanceID().Param] = s.settings.IotInstanceID
	}
	return given
}

// refuse reports every refusal together with the mistakes in the settings; nil if there are none.
func (s *session) refuse(cmd *cobra.Command, refusals []joinperm.Refusal, flagProblems *config.Error) error {
	return s.refuseProblems(cmd, refusalProblems(refusals), flagProblems)
}

func (s *session) refuseProblems(cmd *cobra.Command, problems []text.Problem, flagProblems *config.Error) error {
	if flagProblems != nil {
		problems = append(problems, settingProblems(flagProblems)...)
	}
	if len(problems) == 0 {
		return nil
	}
	f := refusedValues(problems, helpOf(cmd))
	if flagProblems != nil && !flagProblems.AllFromFlags() {
		f = ofConfiguration(f)
		f.Hints = settingsFailure(flagProblems).Hints // a command's help does not help there
	}
	return s.own(f)
}

// refusalProblems names the flag of each refusal.
func refusalProblems(refusals []joinperm.Refusal) []text.Problem {
	var problems []text.Problem
	for _, r := range refusals {
		p := *r.Problem
		p.Where = "--" + r.Field.Flag
		problems = append(problems, p)
	}
	return problems
}

// emptyArgument names an argument that is empty; it is a message, see i18n.N.
const emptyArgument = "the argument"

// identifierProblems checks an identifier; where is "" for an argument.
func identifierProblems(where, given string) []text.Problem {
	if p := joinperm.CheckIdentifier(given); p != nil {
		p.Where = where
		if where == "" && given == "" {
			p.Where = emptyArgument
		}
		return []text.Problem{*p}
	}
	return nil
}

// missing is the problem of a required flag.
func missing(flag string, what i18n.Text) text.Problem {
	return text.Problem{Where: flag, Rule: i18n.T("is missing: %s", what)}
}
