package cli

import (
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"linkwanctl/internal/text"
)

// onceValue is the value of a flag that takes one. pflag lets the last of several win in silence:
// one permission would be changed where a script named two.
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

// mayBeSaidAgain are the flags whose last value wins, as people expect it of aliases and wrappers:
// they change how a call is made and shown, never what is changed, where, or as whom.
func mayBeSaidAgain() []string {
	return []string{
		"output", "color", "query", "quiet", "debug", "connect-timeout", "attempt-timeout", "timeout", "max-attempts", "qps", "signature-version",
		"progress", "no-headers", "wide", "help", "version",
	}
}

// refuseRepeats has every command of the tree remember the values of a flag of one, for repeated to
// refuse two.
func refuseRepeats(root *cobra.Command) {
	var watch func(cmd *cobra.Command)
	watch = func(cmd *cobra.Command) {
		for _, set := range []*pflag.FlagSet{cmd.Flags(), cmd.PersistentFlags()} {
			set.VisitAll(func(flag *pflag.Flag) {
				_, isWatched := flag.Value.(*onceValue)
				_, isList := flag.Value.(pflag.SliceValue)
				if !isWatched && !isList && !slices.Contains(mayBeSaidAgain(), flag.Name) {
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

// swallowed tells of every flag that has another flag for its value, as an unset
// variable without quotes leaves it: --renter $RENTER --wait.
func swallowed(cmd *cobra.Command) error {
	var problems []text.Problem
	cmd.Flags().Visit(func(flag *pflag.Flag) {
		for _, given := range textsOf(flag) {
			if isFlagOf(cmd, given) {
				problems = append(problems, text.Problem{Where: "--" + flag.Name, Rule: "has no value: " + given + " comes after it"})
			}
		}
	})
	if len(problems) > 0 {
		return refusedValues(problems, cmd.CommandPath()+" --help")
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

// repeated tells of every flag of one value that was given several.
func repeated(cmd *cobra.Command) error {
	var problems []text.Problem
	cmd.Flags().Visit(func(flag *pflag.Flag) {
		if value, isWatched := flag.Value.(*onceValue); isWatched && len(value.texts) > 1 {
			problems = append(problems, text.Problem{
				Where: "--" + flag.Name, Given: value.texts[1], Rule: "is already given: --" + flag.Name + " " + value.texts[0],
			})
		}
	})
	if len(problems) > 0 {
		return refusedValues(problems, cmd.CommandPath()+" --help")
	}
	return nil
}
