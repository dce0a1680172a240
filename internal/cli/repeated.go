package cli

import (
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"linkwanctl/internal/i18n"
	"linkwanctl/internal/text"
)

// onceValue is the value of a single-valued flag. pflag silently lets the last of several win: one
// permission would be changed when a script named two.
type onceValue struct {
	pflag.Value
	texts []string // as they were given, each once
}

// Set takes every value, since completion parses what is not finished yet; more than one is refused
// when the command is to run.
func (v *onceValue) Set(text string) error {
	if !slices.Contains(v.texts, text) {
		v.texts = append(v.texts, text)
	}
	return v.Value.Set(text)
}

// repeatable are the flags whose last value wins, as people expect of aliases and wrappers: they
// change how a call is made and shown, never what is changed, where, or as whom.
func repeatable() []string {
	return []string{
		"output", "color", "lang", "query", "quiet", "debug", "connect-timeout", "attempt-timeout", "timeout", "max-attempts", "qps", "signature-version",
		"progress", "no-headers", "wide", "help", "version",
	}
}

// refuseRepeats makes every single-valued flag in the tree remember its values, so that repeated
// can refuse several.
func refuseRepeats(root *cobra.Command) {
	var watch func(cmd *cobra.Command)
	watch = func(cmd *cobra.Command) {
		for _, set := range []*pflag.FlagSet{cmd.Flags(), cmd.PersistentFlags()} {
			set.VisitAll(func(flag *pflag.Flag) {
				_, isWatched := flag.Value.(*onceValue)
				_, isList := flag.Value.(pflag.SliceValue)
				if !isWatched && !isList && !slices.Contains(repeatable(), flag.Name) {
					flag.Value = &onceValue{Value: flag.Value}
				}
			})
		}
		for _, child := range cmd.Commands() {
			watch(child)
		}
	}
	watch(root)
}

// swallowed reports every flag whose value is another flag, the result of an unset variable without
// quotes: --renter $RENTER --wait.
func swallowed(cmd *cobra.Command) error {
	var problems []text.Problem
	cmd.Flags().Visit(func(flag *pflag.Flag) {
		for _, given := range textsOf(flag) {
			if isFlagOf(cmd, given) {
				problems = append(problems, text.Problem{Where: "--" + flag.Name, Rule: i18n.T("needs a value, but %s follows", given)})
			}
		}
	})
	if len(problems) > 0 {
		return refusedValues(problems, helpOf(cmd))
	}
	return nil
}

func isFlagOf(cmd *cobra.Command, word string) bool {
	if name, isLong := strings.CutPrefix(word, "--"); isLong {
		name, _, _ = strings.Cut(name, "=")
		return cmd.Flags().Lookup(name) != nil
	}
	return len(word) == 2 && word[0] == '-' && cmd.Flags().ShorthandLookup(word[1:]) != nil
}

// repeated reports every single-valued flag that was given several values.
func repeated(cmd *cobra.Command) error {
	var problems []text.Problem
	cmd.Flags().Visit(func(flag *pflag.Flag) {
		if value, isWatched := flag.Value.(*onceValue); isWatched && len(value.texts) > 1 {
			problems = append(problems, text.Problem{
				Where: "--" + flag.Name, Given: value.texts[1], Rule: i18n.T("differs from the earlier --%s %s", flag.Name, value.texts[0]),
			})
		}
	})
	if len(problems) > 0 {
		return refusedValues(problems, helpOf(cmd))
	}
	return nil
}
