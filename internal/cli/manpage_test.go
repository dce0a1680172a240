package cli

import (
	"cmp"
	"slices"
	"strings"
	"testing"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// manName is the file of a command's man page. What explains and does not run is in section 7.
func manName(c *cobra.Command) string {
	name, section := manTitle(c)
	return name + "." + section
}

func manTitle(c *cobra.Command) (name, section string) {
	name, section = strings.ReplaceAll(c.CommandPath(), " ", "-"), "1"
	if !c.Runnable() && !c.HasSubCommands() || c.Name() == optionsName {
		section = "7"
	}
	return name, section
}

// manPage is the help of a command in the form of man(7). It has neither date nor version, so that
// it changes only with the command.
func manPage(c *cobra.Command) string {
	name, section := manTitle(c)
	var page roff
	page.line(`.\" Generated from the command tree: run  make generate`)
	page.line(".TH " + strings.ToUpper(roffText(name)) + " " + section + ` "" linkwanctl "linkwanctl manual"`)
	page.line(".nh", ".ad l") // a name that is broken cannot be copied
	page.section("NAME")
	page.line(roffText(name) + ` \- ` + roffText(c.Short))
	if section == "1" {
		page.section("SYNOPSIS")
		page.verbatim(strings.Split(manSynopsis(c), "\n"))
	}
	page.section("DESCRIPTION")
	page.text(cmp.Or(c.Long, c.Short))
	page.commands(c)
	if own := ownFlags(c); len(own) > 0 && c.HasParent() {
		page.section("OPTIONS")
		page.flags(own)
	}
	if c.Name() == optionsName {
		page.section("OPTIONS")
		root := c.Root().PersistentFlags()
		root.SortFlags = false
		root.VisitAll(func(f *pflag.Flag) { page.flags([]*pflag.Flag{f}) })
	} else if section == "1" {
		page.section("GLOBAL OPTIONS")
		page.flags(commonFlags(c.Root()))
		page.line(".PP", `The flags that every command takes are in \fBlinkwanctl\-options\fP(7).`)
	}
	if c.Example != "" {
		page.section("EXAMPLES")
		page.verbatim(strings.Split(c.Example, "\n"))
	}
	if section == "1" {
		page.section("EXIT STATUS")
		page.line(`0 on success. What the other codes mean: \fBlinkwanctl\-exit\-codes\fP(7).`)
	}
	page.seeAlso(c)
	return page.String()
}

// manSynopsis is the usage without its heading.
func manSynopsis(c *cobra.Command) string {
	lines := strings.TrimSpace(strings.TrimPrefix(usageLines(c), "Usage: "))
	return strings.ReplaceAll(lines, "\n       ", "\n")
}

// roff is a page of man(7) that is being written.
type roff struct{ strings.Builder }

func (r *roff) line(lines ...string) { _, _ = r.WriteString(strings.Join(lines, "\n") + "\n") }

func (r *roff) section(title string) { r.line(".SH " + title) }

// text writes a description: its paragraphs, and as they are the lines that begin with a blank.
func (r *roff) text(long string) {
	for i, paragraph := range strings.Split(strings.TrimSpace(long), "\n\n") {
		if i > 0 {
			r.line(".PP")
		}
		lines := strings.Split(paragraph, "\n")
		for len(lines) > 0 {
			isSet := strings.HasPrefix(lines[0], " ")
			end := slices.IndexFunc(lines, func(line string) bool { return strings.HasPrefix(line, " ") != isSet })
			if end < 0 {
				end = len(lines)
			}
			if isSet {
				r.verbatim(lines[:end])
			} else {
				for _, line := range lines[:end] {
					r.line(roffText(line))
				}
			}
			lines = lines[end:]
		}
	}
}

// verbatim writes lines that keep their breaks.
func (r *roff) verbatim(lines []string) {
	r.line(".nf")
	for _, line := range lines {
		r.line(roffText(line))
	}
	r.line(".fi")
}

func (r *roff) commands(c *cobra.Command) {
	for _, section := range append(slices.Clone(c.Groups()), &cobra.Group{Title: "Commands"}) {
		titled := false
		for _, child := range c.Commands() {
			if child.GroupID != section.ID || child.Hidden || child.Name() == "help" {
				continue
			}
			if !titled {
				r.section(strings.ToUpper(section.Title))
			}
			titled = true
			r.line(".TP", `\fB`+roffText(child.Name())+`\fP`, roffText(child.Short))
		}
	}
}

func (r *roff) flags(flags []*pflag.Flag) {
	for _, f := range flags {
		term, meaning := flagTerm(f)
		at := strings.Index(term, "--"+f.Name) + len("--"+f.Name)
		r.line(".TP", `\fB`+roffText(strings.TrimSpace(term[:at]))+`\fP`+roffText(term[at:]), roffText(meaning))
	}
}

// seeAlso names the pages of the parent, the children and the topics.
func (r *roff) seeAlso(c *cobra.Command) {
	var others []string
	add := func(other *cobra.Command) {
		if name, section := manTitle(other); other != c && other.Name() != "help" && !other.Hidden {
			others = append(others, `\fB`+roffText(name)+`\fP(`+section+`)`)
		}
	}
	if c.HasParent() {
		add(c.Parent())
	}
	for _, child := range c.Commands() {
		add(child)
	}
	if c.HasParent() {
		for _, topic := range c.Root().Commands() {
			if _, section := manTitle(topic); section == "7" {
				add(topic)
			}
		}
	}
	slices.Sort(others)
	r.section("SEE ALSO")
	r.line(strings.Join(slices.Compact(others), ",\n"))
}

// roffText is a line as it is printed: no character of it is a command, and a hyphen can be copied
// into a shell.
func roffText(line string) string {
	line = strings.NewReplacer(`\`, `\e`, `-`, `\-`, `^`, `\(ha`, `~`, `\(ti`, "`", `\(ga`, `'`, `\(aq`).Replace(line)
	if strings.HasPrefix(line, ".") {
		line = `\&` + line
	}
	return line
}

func TestRoffTextIsNoCommand(t *testing.T) {
	t.Parallel()
	for given, want := range map[string]string{
		".TH x":         `\&.TH x`,
		"'br":           `\(aqbr`,
		`a\tb`:          `a\etb`,
		"--id ~/.x `y`": `\-\-id \(ti/.x \(gay\(ga`,
		"凭证1 → 2 – é":   "凭证1 → 2 – é",
	} {
		if got := roffText(given); got != want {
			t.Errorf("%q: got %q, want %q", given, got, want)
		}
	}
}
