package cli

import (
	"slices"

	"github.com/spf13/cobra"
)

// child is a command that its parent makes when it is needed.
type child struct {
	name string
	make func(*app) *cobra.Command
}

// children makes the commands that an argument names, or all if none does. Making all of them, with
// their flags and completions, would be a tenth of the start-up time.
func (a *app) children(all []child) []*cobra.Command {
	var named, every []*cobra.Command
	for _, c := range all {
		if !a.whole && slices.ContainsFunc(append(aliasesOf(c.name), c.name), a.hasArgument) {
			named = append(named, c.make(a))
		}
	}
	if len(named) > 0 {
		return named
	}
	for _, c := range all {
		every = append(every, c.make(a))
	}
	return every
}

func (a *app) hasArgument(name string) bool { return slices.Contains(a.Args, name) }

// aliasesOf are the names that people type out of habit for a command of this name.
func aliasesOf(name string) []string {
	switch name { // at each start, for each command: a map would be made as often
	case "joinperm":
		return []string{"jp"}
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
