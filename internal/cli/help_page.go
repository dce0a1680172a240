package cli

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"linkwanctl/internal/output"
)

// Help pages are made here and not from Cobra's templates: text/template would be linked (see
// newTree), and a page would repeat every global flag.

// How many columns help is written for: those of the terminal, within limits that can be read, or
// the usual number.
const (
	narrowestHelp = 40
	usualHelp     = 80
	widestHelp    = 100
)

func (a *app) helpWidth() int {
	if a.StdoutWidth == nil {
		return usualHelp
	}
	return min(max(cmp.Or(a.StdoutWidth(), usualHelp), narrowestHelp), widestHelp)
}

// helpPage is the whole help of a command or topic.
func helpPage(cmd *cobra.Command, width int) string {
	page := output.Wrap(cmp.Or(cmd.Long, cmd.Short), width) + "\n"
	if !cmd.Runnable() && !cmd.HasSubCommands() { // a topic
		return page
	}
	return page + "\n" + usagePart(cmd, width)
}

// usagePart is the help of a command without its description.
func usagePart(cmd *cobra.Command, width int) string {
	parts := []string{usageLines(cmd)}
	if cmd.Example != "" {
		parts = append(parts, "Examples:\n"+cmd.Example+"\n")
	}
	parts = append(parts, commandParts(cmd, width)...)
	if own := ownFlags(cmd); len(own) > 0 && cmd.HasParent() {
		parts = append(parts, "Flags:\n"+flagLines(own, width))
	}
	if cmd.Name() == optionsName {
		parts = append(parts, optionParts(cmd.Root(), width)...)
	} else {
		parts = append(parts, "Global flags:\n"+flagLines(commonFlags(cmd.Root()), width), seeOptions)
	}
	return strings.Join(parts, "\n")
}

const seeOptions = "Use \"linkwanctl options\" for the flags that every command takes.\n"

func usageLines(cmd *cobra.Command) string {
	var ways []string
	if !cmd.HasSubCommands() || cmd.HasParent() && len(ownFlags(cmd)) > 0 { // no mere group
		way := strings.TrimSuffix(cmd.UseLine(), " [flags]")
		if len(ownFlags(cmd)) > 0 {
			way += " [flags]"
		}
		ways = append(ways, way)
	}
	if cmd.HasSubCommands() {
		ways = append(ways, cmd.CommandPath()+" [command]")
	}
	lines := "Usage: " + strings.Join(ways, "\n       ") + "\n"
	if len(cmd.Aliases) > 0 {
		lines += "Alias: " + strings.Join(cmd.Aliases, ", ") + "\n"
	}
	return lines
}

// commandParts lists the commands of a group, those without a section last.
func commandParts(cmd *cobra.Command, width int) []string {
	widest := 0
	for _, c := range cmd.Commands() {
		widest = max(widest, len(c.Name()))
	}
	var parts []string
	for _, section := range append(slices.Clone(cmd.Groups()), &cobra.Group{Title: "Commands"}) {
		if section.ID == topicsTitle {
			parts = append(parts, section.Title+":\n"+topicLines(cmd, width))
			continue
		}
		var commands []output.Pair
		for _, c := range cmd.Commands() {
			if c.GroupID == section.ID && !c.Hidden && c.Name() != "help" {
				commands = append(commands, output.Pair{Term: fmt.Sprintf("%-*s", widest, c.Name()), Meaning: c.Short})
			}
		}
		if len(commands) > 0 {
			parts = append(parts, section.Title+":\n"+output.Pairs(commands, width))
		}
	}
	return parts
}

// topicLines names the topics, without what each is about: a page of help fits a screen.
func topicLines(cmd *cobra.Command, width int) string {
	var names []string
	for _, c := range cmd.Commands() {
		if c.GroupID == topicsTitle {
			names = append(names, c.Name())
		}
	}
	lines := strings.Split(output.Wrap(strings.Join(names, ", "), width-2), "\n")
	return "  " + strings.Join(lines, "\n  ") + "\n"
}

// ownFlags are the flags of a command that not every command takes.
func ownFlags(cmd *cobra.Command) []*pflag.Flag {
	var own []*pflag.Flag
	add := func(f *pflag.Flag) {
		if !f.Hidden && f.Name != "help" && cmd.Root().PersistentFlags().Lookup(f.Name) != f {
			own = append(own, f)
		}
	}
	cmd.LocalFlags().VisitAll(add)
	cmd.InheritedFlags().VisitAll(add)
	return own
}

// commonFlags are the global flags that people use most.
func commonFlags(root *cobra.Command) []*pflag.Flag {
	return globalFlags(root, "output", "query", "context", "profile", "sandbox")
}

func globalFlags(root *cobra.Command, names ...string) []*pflag.Flag {
	flags := make([]*pflag.Flag, len(names))
	for i, name := range names {
		flags[i] = root.PersistentFlags().Lookup(name)
	}
	return flags
}

func flagLines(flags []*pflag.Flag, width int) string {
	var pairs []output.Pair
	for _, f := range flags {
		term, meaning := flagTerm(f)
		pairs = append(pairs, output.Pair{Term: term, Meaning: meaning})
	}
	return output.Pairs(pairs, width)
}

// flagTerm is a flag with its value, and what it does.
func flagTerm(f *pflag.Flag) (term, meaning string) {
	kind, meaning := pflag.UnquoteUsage(f)
	term = "    --" + f.Name
	if f.Shorthand != "" {
		term = "-" + f.Shorthand + ", --" + f.Name
	}
	switch {
	case kind == "":
	case f.NoOptDefVal != "":
		term += " [" + kind + "]"
	default:
		term += " " + kind
	}
	if !slices.Contains([]string{"", "0", "0s", "false", "[]"}, f.DefValue) {
		meaning += " (default " + f.DefValue + ")"
	}
	return term, meaning
}
