package cli

import (
	"slices"

	"github.com/spf13/cobra"
)

// Help lists commands in the order in which they are added.
func init() { cobra.EnableCommandSorting = false }

// child is a command that its parent makes when it is needed.
type child struct {
	name string
	make func(*app) *cobra.Command
}

// section is the commands of a group that help lists under one heading.
type section struct {
	title    string
	children []child
}

// addSections adds to a group the commands that an argument names, or all if none does. Making all
// of them, with their flags and completions, would be a tenth of the start-up time.
func (a *app) addSections(cmd *cobra.Command, sections ...section) {
	isNamed := func(c child) bool {
		return slices.Contains(a.Args, c.name) || slices.ContainsFunc(aliasesOf(c.name), a.hasArgument)
	}
	all := a.whole || !slices.ContainsFunc(sections, func(s section) bool { return slices.ContainsFunc(s.children, isNamed) })
	for _, s := range sections {
		cmd.AddGroup(&cobra.Group{ID: s.title, Title: s.title})
		for _, c := range s.children {
			if all || isNamed(c) {
				made := c.make(a)
				made.GroupID = s.title
				addCommand(cmd, made)
			}
		}
	}
}

// addCommand adds a command under its usual name and its aliases.
func addCommand(parent, cmd *cobra.Command) {
	cmd.Aliases = aliasesOf(cmd.Name())
	parent.AddCommand(cmd)
}

func (a *app) hasArgument(name string) bool { return slices.Contains(a.Args, name) }

// aliasesOf are the names that people type out of habit for a command of this name.
func aliasesOf(name string) []string {
	switch name { // at each start, for each command: a map would be made as often
	case "joinperm":
		return []string{"jp"}
	case "gateway":
		return []string{"gw"}
	case "list":
		return []string{"ls"}
	case "get":
		return []string{"show"}
	case "delete":
		return []string{"rm"}
	}
	return nil
}

// newRoot makes the part of the command tree that the arguments name. Cobra finds a command by the
// arguments too, so it finds the same one there. Anything but a single command, such as help or a
// mistyped name, gets the whole tree.
func newRoot(a *app) *cobra.Command {
	root := newTree(a)
	if found, _, err := root.Find(a.Args); err == nil && found.HasParent() && !found.HasSubCommands() {
		return root
	}
	a.whole = true
	return newTree(a)
}
