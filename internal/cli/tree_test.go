package cli

import (
	"bytes"
	"flag"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

var update = flag.Bool("update", false, "write the generated files anew")

// tree is the command tree as a user has it, and every command in it.
func tree(t *testing.T) (*cobra.Command, []*cobra.Command) {
	t.Helper()
	root := newRoot(&app{speech: &speech{}, System: System{Getenv: func(string) string { return "" }, Stdout: io.Discard, Stderr: io.Discard}})
	root.InitDefaultHelpCmd()
	root.InitDefaultCompletionCmd()
	var all []*cobra.Command
	var walk func(*cobra.Command)
	walk = func(c *cobra.Command) {
		all = append(all, c)
		for _, child := range c.Commands() {
			walk(child)
		}
	}
	walk(root)
	return root, all
}

// The command that the arguments name is made without the others, and is the same as in the whole
// tree.
func TestOnlyTheNamedCommandIsMade(t *testing.T) {
	t.Parallel()
	_, all := tree(t)
	for _, whole := range all {
		if whole.HasSubCommands() || whole.Name() == "help" {
			continue
		}
		path := strings.Fields(whole.CommandPath())[1:]
		root := newRoot(&app{speech: &speech{}, System: System{Args: path, Getenv: func(string) string { return "" }}})
		found, rest, err := root.Find(path)
		if err != nil || len(rest) > 0 || found.CommandPath() != whole.CommandPath() || found.UsageString() != whole.UsageString() {
			t.Errorf("%s: found is %s, %q, %v", whole.CommandPath(), found.CommandPath(), rest, err)
		}
		// A word may name a command in two places.
		if made := len(root.Commands()); made > len(path) {
			t.Errorf("%s: %d commands were made", whole.CommandPath(), made)
		}
		if made := len(root.Commands()[0].Commands()); path[0] == "joinperm" && made > len(path) {
			t.Errorf("%s: %d commands of joinperm were made", whole.CommandPath(), made)
		}
	}
}

// What is no single command gets the whole tree, to list it or to look for the nearest name.
func TestTheWholeTreeIsMadeForWhatIsNoCommand(t *testing.T) {
	t.Parallel()
	for _, line := range []string{
		"", "joinperm", "help joinperm update", "joinperm --profile update lst", "jionperm update", "--version",
		"__complete joinperm update --", "config", "emulator", "--profile version joinperm",
	} {
		a := &app{speech: &speech{}, System: System{Args: strings.Fields(line), Getenv: func(string) string { return "" }}}
		if newRoot(a); !a.whole {
			t.Errorf("%q: a part of the tree was made", line)
		}
	}
}

// ours tells the project's own commands from those that cobra brings.
func ours(c *cobra.Command) bool {
	return c.Name() != "help" && !strings.HasPrefix(c.CommandPath(), "linkwanctl completion")
}

func TestEveryCommandExplainsItself(t *testing.T) {
	t.Parallel()
	root, all := tree(t)
	if len(all) < 20 {
		t.Fatalf("%d commands were found", len(all))
	}
	for _, c := range all {
		if !ours(c) {
			continue
		}
		if c.Short == "" || c.Long == "" || strings.HasSuffix(c.Short, ".") {
			t.Errorf("%s: its summary or description is missing, or the summary ends with a stop", c.CommandPath())
		}
		if !c.Runnable() || len(c.Commands()) > 0 && c != root && c.Name() != "emulator" {
			continue
		}
		if lines := strings.Split(c.Example, "\n"); len(lines) < 2 {
			t.Errorf("%s: has %d examples, two are the least", c.CommandPath(), len(lines))
		}
	}
}

// Each example is a command that the tree knows, with flags that it takes.
func TestEveryExampleParses(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		t.Skip("it reads texts, where the race detector finds nothing")
	}
	_, all := tree(t)
	for _, c := range all {
		if !ours(c) || c.Example == "" {
			continue
		}
		for line := range strings.SplitSeq(c.Example, "\n") {
			root, _ := tree(t)
			words := strings.Fields(strings.ReplaceAll(line, "'", ""))
			if len(words) == 0 || words[0] != "linkwanctl" {
				t.Errorf("%s: %q is no call of linkwanctl", c.CommandPath(), line)
				continue
			}
			found, rest, err := root.Find(words[1:])
			if err == nil {
				err = found.ParseFlags(rest)
			}
			if err != nil {
				t.Errorf("%s: %q: %v", c.CommandPath(), line, err)
			}
		}
	}
}

func TestEveryFlagOfAClosedSetCompletes(t *testing.T) {
	t.Parallel()
	_, all := tree(t)
	for _, c := range all {
		c.LocalFlags().VisitAll(func(f *pflag.Flag) {
			file := f.Name == "config" || f.Name == "data"
			if !ours(c) || f.Value.Type() == "bool" || file || f.Name == "query" {
				return
			}
			if _, found := c.GetFlagCompletionFunc(f.Name); !found {
				t.Errorf("%s --%s offers the names of files", c.CommandPath(), f.Name)
			}
		})
	}
}

// generated gives the files that the tree makes, by their paths from the top.
func generated(t *testing.T) map[string][]byte {
	t.Helper()
	root, all := tree(t)
	files := catalogues(t)
	for _, sh := range shells() {
		var text bytes.Buffer
		if err := sh.write(root, &text); err != nil {
			t.Fatal(err)
		}
		files["completions/"+sh.script] = text.Bytes()
	}
	for _, c := range all {
		if c.Name() == "help" {
			continue
		}
		files["docs/reference/"+pageName(c)] = []byte(referencePage(c))
		files["man/"+manName(c)] = []byte(manPage(c))
	}
	return files
}

func pageName(c *cobra.Command) string { return strings.ReplaceAll(c.CommandPath(), " ", "_") + ".md" }

// referencePage is the help of a command and links to its neighbours.
func referencePage(c *cobra.Command) string {
	page := "# " + c.CommandPath() + "\n\n```text\n" + helpPage(c, widestHelp) + "```\n\nSee also:\n\n"
	link := func(other *cobra.Command) {
		page += "- [" + other.CommandPath() + "](" + pageName(other) + "): " + other.Short + "\n"
	}
	if c.HasParent() {
		link(c.Parent())
	}
	for _, child := range c.Commands() {
		if child.Name() != "help" {
			link(child)
		}
	}
	if options, _, err := c.Root().Find([]string{optionsName}); err == nil && c != options && c.HasParent() {
		link(options)
	}
	return page
}

// The completions, the reference and the man pages are committed: they are what the tree makes
// today, and nothing else lies beside them.
func TestGeneratedFilesAreCurrent(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		t.Skip("it reads texts, where the race detector finds nothing")
	}
	top := filepath.Join("..", "..")
	files := generated(t)
	for name, text := range files {
		path := filepath.Join(top, filepath.FromSlash(name))
		if *update {
			if err := os.MkdirAll(filepath.Dir(path), 0o750); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(path, text, 0o600); err != nil {
				t.Fatal(err)
			}
		}
		if got, err := os.ReadFile(path); err != nil || !bytes.Equal(got, text) {
			t.Errorf("%s is not what the command tree makes (%v): run  make generate", name, err)
		}
	}
	for _, folder := range []string{"completions", "docs/reference", "man"} {
		entries, err := os.ReadDir(filepath.Join(top, filepath.FromSlash(folder)))
		if err != nil {
			t.Fatal(err)
		}
		for _, entry := range entries {
			if name := folder + "/" + entry.Name(); files[name] == nil {
				t.Errorf("%s is not generated: remove it", name)
			}
		}
	}
}

// The form of a failure is read off arguments that do not parse: -o may stand behind any other
// flag of one letter, as in -qo.
func TestEveryFlagOfOneLetterIsKnownToOutputWanted(t *testing.T) {
	t.Parallel()
	_, all := tree(t)
	for _, c := range all {
		for _, set := range []*pflag.FlagSet{c.Flags(), c.PersistentFlags()} {
			set.VisitAll(func(f *pflag.Flag) {
				args := []string{"-" + f.Shorthand + "ojson"}
				want := "json"
				if f.Value.Type() != "bool" && f.NoOptDefVal == "" { // the rest is its value
					want = map[bool]string{true: "ojson"}[f.Shorthand == "o"]
				}
				if got := wantedIn(args).output; f.Shorthand != "" && got != want {
					t.Errorf("%s %s: %q, want %q", c.CommandPath(), args[0], got, want)
				}
			})
		}
	}
}

func TestOutputIsReadOffArgumentsThatDoNotParse(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		args []string
		env  string
		want string
	}{
		{[]string{"x", "-o", "json"}, "", "json"}, {[]string{"-ojson"}, "", "json"}, {[]string{"-o=yaml"}, "", "yaml"}, {[]string{"--output=yaml", "--nope"}, "json", "yaml"},
		{[]string{"--output", "json"}, "", "json"}, {[]string{"--output"}, "yaml", "yaml"}, {[]string{"--", "-o", "json"}, "", ""}, {nil, "json", "json"}, {[]string{"-o"}, "", ""},
		{[]string{"-qo", "json"}, "", "json"}, {[]string{"-yojson"}, "", "json"}, {[]string{"-f", "o.yaml", "-o", "csv"}, "", "csv"}, {[]string{"-fo.yaml"}, "json", "json"},
		{[]string{"--nope", "-o", "json"}, "", "json"}, {[]string{"--nope=1", "x", "-x", "--output=yaml", "-o=json"}, "", "json"}, {[]string{"-h", "-o", "json"}, "", "json"},
		{[]string{"-o", "json", "--=x"}, "yaml", "json"}, {[]string{"--=x", "-o", "json"}, "", "json"}, {[]string{"---x", "-o", "json"}, "", "json"},
		{[]string{"--quiet=maybe", "-ojson"}, "", "json"}, {[]string{"-q=maybe", "-o", "json"}, "", "json"}, {[]string{"--yes=1x", "--help=", "-o=json"}, "", "json"},
		{[]string{"-f", "-o", "json"}, "", "json"}, {[]string{"--file", "--output=json"}, "", "json"},
	} {
		a := &app{wanted: wantedIn(c.args), System: System{Getenv: func(string) string { return c.env }}}
		if got := a.outputGiven(); got != c.want {
			t.Errorf("%v with %q: got %q, want %q", c.args, c.env, got, c.want)
		}
	}
}

// What stands behind "--" is no command, however well it is spelt.
func TestACommandBehindTwoHyphensIsNotSuggestedToItself(t *testing.T) {
	t.Parallel()
	for args, want := range map[string]string{
		"-- joinperm list":  "unknown command joinperm: put the command before --",
		"joinperm -- list":  "unknown command list of linkwanctl joinperm: put the command before --",
		"joinperm -- lists": "unknown command lists of linkwanctl joinperm: did you mean list?",
	} {
		got := run(t.Context(), t.TempDir(), nil, strings.Fields(args)...)
		if title, _, _ := strings.Cut(got.stderr, "\n"); got.code != exitUsage || title != "linkwanctl: "+want {
			t.Errorf("%s: %+v", args, got)
		}
	}
}

func TestHelpCompletesWhatItExplains(t *testing.T) {
	t.Parallel()
	got := run(t.Context(), t.TempDir(), nil, "__complete", "help", "")
	for _, name := range []string{"joinperm", "help", "exit-codes", "manifest"} {
		if !strings.Contains("\n"+got.stdout, "\n"+name+"\t") {
			t.Errorf("%s is not offered: %s", name, got.stdout)
		}
	}
	if strings.Contains(got.stdout, "__complete") {
		t.Errorf("a hidden command is offered: %s", got.stdout)
	}
}
