package cli

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/mattn/go-runewidth"
	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"linkwanctl/internal/i18n"
)

// A page of help fits a screen of 80 columns and 44 lines. Examples are never broken: they are
// there to be pasted.
func TestEveryPageOfHelpFitsAScreen(t *testing.T) {
	t.Parallel()
	for _, language := range i18n.Languages() {
		for c, page := range helpPages(t, language, usualHelp) {
			isTopic := !c.Runnable() || c.Name() == optionsName
			if lines := strings.Count(page, "\n"); lines > 44 && !isTopic {
				t.Errorf("%s has %d lines", c.CommandPath(), lines)
			}
			brokenBy(t, c, page, usualHelp)
		}
	}
}

// helpPages are the pages of help of all commands in the language.
func helpPages(t *testing.T, language string, width int) map[*cobra.Command]string {
	t.Helper()
	a := &app{speech: &speech{}, wanted: wanted{lang: language}, System: System{Getenv: func(string) string { return "" }, StdoutWidth: func() int { return width }}}
	_, all := tree(t)
	made := map[*cobra.Command]string{}
	for _, c := range all {
		made[c] = a.inLanguage(c, helpPage)
	}
	return made
}

// brokenBy fails for the lines of a page that are wider than the screen. Commands are never broken.
func brokenBy(t *testing.T, c *cobra.Command, page string, width int) {
	t.Helper()
	for line := range strings.SplitSeq(page, "\n") {
		command, indented := strings.CutPrefix(line, "  ")
		isCommand := indented && !strings.Contains(command, "  ") || strings.Contains(line, c.CommandPath()+" ")
		if runewidth.StringWidth(line) > width && !isCommand {
			t.Errorf("%s has a line of %d columns: %s", c.CommandPath(), runewidth.StringWidth(line), line)
		}
	}
}

func TestEveryGlobalFlagIsOnTheOptionsPageOnce(t *testing.T) {
	t.Parallel()
	root, _ := tree(t)
	page := strings.Join(optionParts(root, usualHelp), "\n")
	if strings.Contains(page, "Other:") {
		t.Errorf("a flag has no place in optionParts:\n%s", page)
	}
	root.PersistentFlags().VisitAll(func(f *pflag.Flag) {
		if n := strings.Count(page, "\n      --"+f.Name+" ") + strings.Count(page, "  -"+f.Shorthand+", --"+f.Name+" "); n != 1 {
			t.Errorf("--%s is there %d times", f.Name, n)
		}
	})
}

func TestEveryCommandOfALargeGroupIsInASection(t *testing.T) {
	t.Parallel()
	_, all := tree(t)
	for _, c := range all {
		if c.HasParent() && len(c.Parent().Groups()) > 0 && c.GroupID == "" && c.Name() != "help" {
			t.Errorf("%s is in none", c.CommandPath())
		}
	}
}

// The flag --data is the emulator's own, and that of its command reset; -h is on no page.
func TestFlagsOfAPage(t *testing.T) {
	t.Parallel()
	_, all := tree(t)
	flag := regexp.MustCompile(`(?m)^ +(?:-\w, )?--([a-z-]+)`)
	for _, c := range all {
		c.InitDefaultHelpFlag()
		own, globals, _ := strings.Cut(helpPage(c, usualHelp), "Global flags:\n")
		if strings.Contains(own+globals, "-h, ") {
			t.Errorf("%s shows -h", c.CommandPath())
		}
		if wants := c.Parent() != nil && (c.Name() == "emulator" || c.Parent().Name() == "emulator"); wants != strings.Contains(own, "      --data file ") {
			t.Errorf("%s: --data is wrong in\n%s", c.CommandPath(), own)
		}
		var names []string
		for _, match := range flag.FindAllStringSubmatch(globals, -1) {
			names = append(names, match[1])
		}
		if c.Runnable() && c.Name() != optionsName && (!slices.Equal(names, []string{"output", "query", "context", "profile", "sandbox"}) || !strings.HasSuffix(globals, "\n"+seeOptions)) {
			t.Errorf("%s: its global flags are\n%s", c.CommandPath(), globals)
		}
	}
}

// On a narrow terminal no line but an example or a usage is broken by it.
func TestHelpFitsANarrowTerminal(t *testing.T) {
	t.Parallel()
	const width = 60
	for _, language := range i18n.Languages() {
		for c, page := range helpPages(t, language, width) {
			if c.Runnable() {
				brokenBy(t, c, page, width)
			}
			if language == i18n.Chinese && strings.Contains(page, "Use \"linkwanctl") {
				t.Errorf("%s ends in English:\n%s", c.CommandPath(), page)
			}
		}
	}
}

// The meanings of flags begin in one column, whatever they are written in, and the ways of a usage
// stand below each other.
func TestAPageInChineseIsAligned(t *testing.T) {
	t.Parallel()
	flag := regexp.MustCompile(`^ +(-\w, )?--\S+( \S+)?   +`)
	for c, page := range helpPages(t, i18n.Chinese, usualHelp) {
		column := 0
		for line := range strings.SplitSeq(page, "\n") {
			if line == "" {
				column = 0
			}
			if at := runewidth.StringWidth(flag.FindString(line)); at > 0 && column > 0 && at != column {
				t.Errorf("%s: %q has its meaning in column %d, those above in %d", c.CommandPath(), line, at, column)
			} else if at > 0 {
				column = at
			}
		}
		if strings.Contains(page, "\n       linkwanctl") || c.Name() == "emulator" && !strings.Contains(page, "\n      linkwanctl emulator [命令]\n") {
			t.Errorf("%s: the ways of the usage are not below each other:\n%s", c.CommandPath(), page)
		}
	}
}

// Help is as wide as the terminal, as long as that can be read, and 80 columns wide in a pipe.
func TestHelpIsAsWideAsTheTerminal(t *testing.T) {
	t.Parallel()
	for terminal, want := range map[int]int{0: usualHelp, 10: narrowestHelp, 60: 60, 500: widestHelp} {
		a := &app{speech: &speech{}, System: System{StdoutWidth: func() int { return terminal }}}
		if got := a.helpWidth(); got != want {
			t.Errorf("a terminal of %d columns gives %d, want %d", terminal, got, want)
		}
	}
	if got := new(app).helpWidth(); got != usualHelp {
		t.Errorf("without a terminal it is %d", got)
	}
}

// Each command that linkwanctl shows when it is given nothing to do can be pasted.
func TestEveryCommandOfTheWelcomeParses(t *testing.T) {
	t.Parallel()
	tried := 0
	for line := range strings.SplitSeq(run(t.Context(), t.TempDir(), nil).stdout, "\n") {
		words := strings.Fields(line)
		if !strings.HasPrefix(line, "  linkwanctl ") {
			continue
		}
		tried++
		root, _ := tree(t)
		found, rest, err := root.Find(words[1:])
		if err == nil {
			err = found.ParseFlags(rest)
		}
		if err != nil || !found.Runnable() || found.HasSubCommands() {
			t.Errorf("%q: %v", line, err)
		}
	}
	if tried != 6 {
		t.Errorf("it shows %d commands", tried)
	}
}

// A narrow page breaks a line between the word and the value.
func TestTheWordBeforeADefaultIsTranslatedAtALinesEnd(t *testing.T) {
	t.Parallel()
	page := "  --listen string   监听的地址 (default\n                    127.0.0.1:8787)\n  --qps int         次数 (default 5)"
	want := "  --listen string   监听的地址 (默认\n                    127.0.0.1:8787)\n  --qps int         次数 (默认 5)"
	if got := translatePage(page, i18n.In(i18n.Chinese)); got != want {
		t.Errorf("got %q", got)
	}
}
