package cli

import (
	"strings"

	"github.com/mattn/go-runewidth"
	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"linkwanctl/internal/i18n"
	"linkwanctl/internal/output"
)

// inLanguage is a page of help in the language: the texts of the command are translated before the
// page is made and filled, its heads and its last line afterwards.
func (a *app) inLanguage(cmd *cobra.Command, page func(cmd *cobra.Command, width int) string) string {
	language, width := a.language(), a.helpWidth()
	if language == nil { // English is what the source has
		return strings.Replace(page(cmd, width), seeOptions, output.Wrap(seeOptions, width), 1)
	}
	said := map[*pflag.Flag]bool{}
	translate(cmd, language, said)
	translateFlags(cmd.Root(), language, said)
	text := translatePage(page(cmd, width), language)
	last := language.Exact(strings.TrimSpace(seeOptions))
	return strings.Replace(text, last, output.Wrap(last, width), 1)
}

// translatePage translates what help_page.go adds to a page: heads, and words around the flags.
func translatePage(page string, c *i18n.Catalogue) string {
	usage := runewidth.StringWidth(c.Exact("Usage:")) + 1
	page = strings.Replace(page, secondUsage, "\n"+strings.Repeat(" ", usage)+"linkwanctl", 1)
	lines := strings.Split(page, "\n")
	for i, line := range lines {
		if !strings.HasPrefix(line, " ") {
			line = c.Exact(line)
		}
		if isPart := strings.HasPrefix(line, " ") || strings.HasPrefix(line, "Usage:") || strings.HasPrefix(line, "Alias:"); isPart {
			for _, word := range pageWords() {
				line = strings.Replace(line, word, c.Exact(word), 1)
				if end, ok := strings.CutSuffix(line, strings.TrimSpace(word)); ok && word != strings.TrimSpace(word) {
					line = end + strings.TrimSpace(c.Exact(word)) // the value is on the next line
				}
			}
		}
		lines[i] = line
	}
	return strings.Join(lines, "\n")
}

// secondUsage is how the second line of a usage begins, below the first.
const secondUsage = "\n       linkwanctl"

// pageWords are what stands within the lines of flags and of the usage.
func pageWords() []string {
	return []string{i18n.N("Usage:"), i18n.N("Alias:"), i18n.N("(default "), i18n.N("[flags]"), i18n.N("[command]")}
}
