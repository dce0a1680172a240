package cli

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"linkwanctl/internal/i18n/extract"
	"linkwanctl/internal/joinperm"
)

const (
	catalogueFile = "internal/i18n/zh_CN.po"
	compiledFile  = "internal/i18n/zh_CN.mo"
)

// messages are all that the program can say: those of the source, and the help of the tree.
func messages(t *testing.T) extract.Messages {
	t.Helper()
	found, err := extract.Source(filepath.Join("..", ".."), "internal", "cmd")
	if err != nil {
		t.Fatal(err)
	}
	_, all := tree(t)
	for _, c := range all {
		page := "help:" + strings.ReplaceAll(c.CommandPath(), " ", "_")
		found.Add(c.Short, page)
		for paragraph := range strings.SplitSeq(c.Long, "\n\n") {
			found.Add(strings.Trim(paragraph, "\n"), page)
		}
		for _, group := range c.Groups() {
			found.Add(group.Title, page)
		}
		addFlags(found, page, c)
		for line := range strings.SplitSeq(usagePart(c, widestHelp), "\n") {
			if strings.HasSuffix(line, ":") && !strings.HasPrefix(line, " ") {
				found.Add(line, page) // a head
			}
		}
	}
	addExplanations(found)
	for paragraph := range strings.SplitSeq(welcomeText, "\n\n") {
		found.Add(strings.Trim(paragraph, "\n"), "help:linkwanctl")
	}
	found.Add(strings.TrimSpace(seeOptions), "help:linkwanctl")
	found.Add(strings.TrimSpace(seeHelp), "help:linkwanctl_options")
	return found
}

// addExplanations adds what completion tells of the values of flags.
func addExplanations(found extract.Messages) {
	for _, f := range slices.Concat(joinperm.Fields(), joinperm.OwnedFilters(), joinperm.RentedFilters(), []joinperm.Field{joinperm.SortNodesBy(), joinperm.SortGatewaysBy(), joinperm.SortPacketsBy(), joinperm.SortNotificationsBy()}) {
		if f.Explain == nil {
			continue
		}
		for _, value := range f.Values() {
			if means := f.Explain(value); strings.ToUpper(means) != means { // SF12 has no words
				found.Add(means, "help:linkwanctl_completion")
			}
		}
	}
}

// addFlags adds the usages of a command's own flags.
func addFlags(found extract.Messages, page string, c *cobra.Command) {
	c.LocalFlags().VisitAll(func(f *pflag.Flag) {
		if c.HasParent() && c.InheritedFlags().Lookup(f.Name) != nil {
			return
		}
		found.Add(f.Usage, page)
	})
}

// translations are those of the committed catalogue.
func translations(t *testing.T) map[string]string {
	t.Helper()
	file, err := os.ReadFile(filepath.Join("..", "..", filepath.FromSlash(catalogueFile)))
	if err != nil {
		t.Fatal(err)
	}
	read, err := extract.Read(file)
	if err != nil {
		t.Fatal(err)
	}
	return read
}

// catalogues are the catalogue's files as the messages and the present translations make them.
func catalogues(t *testing.T) map[string][]byte {
	t.Helper()
	found, known := messages(t), translations(t)
	for key := range known {
		if found[key] == nil {
			delete(known, key)
		}
	}
	return map[string][]byte{
		catalogueFile: extract.Write("zh_CN", found, known),
		compiledFile:  extract.Compile("zh_CN", known),
	}
}

func TestEveryMessageIsTranslated(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		t.Skip("it reads texts, where the race detector finds nothing")
	}
	known := translations(t)
	var lacking []string
	for key := range messages(t) {
		if known[key] == "" {
			lacking = append(lacking, key)
		}
	}
	if len(lacking) > 0 {
		t.Errorf("%d messages have no translation in %s: run  make generate  and write them:\n%q", len(lacking), catalogueFile, lacking[:min(len(lacking), 5)])
	}
}

func TestTheCatalogueHasNothingThatIsNotUsed(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		t.Skip("it reads texts, where the race detector finds nothing")
	}
	found := messages(t)
	for key := range translations(t) {
		if found[key] == nil {
			t.Errorf("%s: nothing says %q: run  make generate", catalogueFile, key)
		}
	}
}

// What the tests before this one cannot see: sentences that never were messages. The emulator plays
// the service, whose answers are English.
func TestNothingIsSaidPastTheCatalogue(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		t.Skip("it reads texts, where the race detector finds nothing")
	}
	var rooms []string
	for _, room := range []string{"api", "atomicfile", "cli", "config", "credential", "joinperm", "output", "plan", "quota", "text", "validate"} {
		rooms = append(rooms, "internal/"+room)
	}
	found, err := extract.Unsaid(filepath.Join("..", ".."), rooms...)
	if err != nil || len(found) > 0 {
		t.Errorf("%v: these say English in every language: use i18n.Errorf and i18n.T, or say why on the line (\"never shown\"): %s", err, strings.Join(found, ", "))
	}
}

// One style everywhere: full-width signs between Han, half-width parentheses, and one blank before a
// command. Other texts follow most messages: only one that ends in English has a full stop.
func TestTranslationsAreWrittenInOneStyle(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		t.Skip("it reads texts, where the race detector finds nothing")
	}
	const han = `\p{Han}`
	verb := regexp.MustCompile("`|%(\\[[0-9]\\])?[a-z]")
	wrong := map[string]*regexp.Regexp{
		"an ASCII sign within Han":           regexp.MustCompile(han + `[,;?!]|[,;?!]` + han),
		"full-width parentheses":             regexp.MustCompile(`[（）]`),
		"a blank beside a full-width sign":   regexp.MustCompile(`[，。；？！、] | [，。；：？！、]|：  `),
		"no blank between Han and Latin":     regexp.MustCompile(han + `[A-Za-z]|[A-Za-z]` + han),
		"a blank between Han that none sees": regexp.MustCompile(han + `[ \t]` + han),
	}
	for key, translation := range translations(t) {
		if strings.Contains(key, "\n  ") || strings.HasPrefix(key, "  ") { // tables of flags and variables
			continue
		}
		for what, pattern := range wrong {
			if found := pattern.FindString(verb.ReplaceAllString(translation, "%")); found != "" && key != "" {
				t.Errorf("%q has %s: %q", translation, what, found)
			}
		}
		if key != "" && strings.HasSuffix(translation, "。") != strings.HasSuffix(key, ".") {
			t.Errorf("%q ends otherwise than %q", translation, key)
		}
	}
}

func TestTranslationsHaveTheVerbsOfTheirMessages(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		t.Skip("it reads texts, where the race detector finds nothing")
	}
	for key, translation := range translations(t) {
		if translation == "" {
			continue
		}
		if wrong := extract.SameVerbs(key, translation); wrong != "" {
			t.Errorf("%s: the translation of %q %s: %q", catalogueFile, key, wrong, translation)
		}
	}
}
