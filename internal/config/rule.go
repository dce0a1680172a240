package config

import (
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"linkwanctl/internal/i18n"
	"linkwanctl/internal/text"
)

const (
	longestDuration = 24 * time.Hour
	mostAttempts    = 20
	longestText     = 128 // bytes, of a profile's name or an instance's ID
	longestName     = 64  // bytes, of a context or a region
)

var (
	contextName = text.Pattern(`^[A-Za-z0-9_.-]+$`)
	regionName  = text.Pattern(`^[a-z]{2}(-[a-z0-9]+)+$`)
)

// flaw is what is wrong with a value. The zero flaw means that nothing is.
type flaw struct {
	rule       i18n.Text
	suggestion string
	hidden     bool // the value may contain a secret
}

// problem adds the value's place to a flaw. A suggestion must be something that can be typed.
func (f flaw) problem(where, given string) Problem {
	p := Problem{Problem: text.Problem{Where: where, Given: text.Cut(given, longestShown), Rule: f.rule, Suggestion: f.suggestion}}
	if f.hidden {
		p.Given = ""
	}
	if !printable(p.Suggestion) {
		p.Suggestion = ""
	}
	return p
}

// argument is the problem of a value that the command line gave.
func (f flaw) argument(name, given string) *Problem {
	p := f.problem(name, given)
	p.FromFlag = true
	return &p
}

// linkWANRegions are the regions that have a public endpoint of Link WAN.
func linkWANRegions() []string { return []string{"cn-shanghai", "cn-hangzhou"} }

// checkRegion only checks the format: whether the region has Link WAN only matters if no endpoint
// is set.
func checkRegion(given string) (string, flaw) {
	if len(given) > longestName || !regionName().MatchString(given) {
		return "", flaw{rule: i18n.T("is not a region: %s", alternatives(linkWANRegions())), suggestion: text.Nearest(given, linkWANRegions())}
	}
	return given, flaw{}
}

func checkServedRegion(given string) flaw {
	if slices.Contains(linkWANRegions(), given) {
		return flaw{}
	}
	return flaw{rule: i18n.T("has no Link WAN endpoint: use %s, or set an endpoint too", alternatives(linkWANRegions())),
		suggestion: text.Nearest(given, linkWANRegions())}
}

// outputForms are the values of --output that every command takes.
func outputForms() []string { return []string{"table", "wide", "name", "json", "yaml", "csv", "tsv"} }

// checkOutput knows the form that one command alone has, which takes it before it gets here.
func checkOutput(given string) (string, flaw) {
	if strings.EqualFold(given, "markdown") {
		return "", flaw{rule: i18n.T("is only for:  linkwanctl joinperm diff -o markdown")}
	}
	return oneOf(outputForms())(given)
}

func oneOf(values []string) func(string) (string, flaw) {
	return func(given string) (string, flaw) {
		if known := strings.ToLower(given); slices.Contains(values, known) {
			return known, flaw{}
		}
		return "", flaw{rule: i18n.T("must be %s", alternatives(values)), suggestion: text.Nearest(given, values)}
	}
}

func checkDuration(text string) (string, flaw) {
	d, err := time.ParseDuration(text)
	switch {
	case err != nil:
		return "", flaw{rule: i18n.T("must be a duration such as 30s or 2m"), suggestion: durationMeant(text)}
	case d <= 0:
		return "", flaw{rule: i18n.T("must be more than 0s")}
	case d > longestDuration:
		return "", flaw{rule: i18n.T("must be at most 24h")}
	}
	return text, flaw{}
}

// durationMeant adds the unit that most people mean, and removes blanks and capitals.
func durationMeant(text string) string {
	tidy := strings.ToLower(strings.Join(strings.Fields(text), ""))
	for _, candidate := range []string{tidy, tidy + "s"} {
		if d, err := time.ParseDuration(candidate); err == nil && d > 0 && d <= longestDuration {
			return candidate
		}
	}
	return ""
}

func checkAttempts(text string) (string, flaw) {
	n, err := strconv.Atoi(text)
	if err != nil || n < 1 || n > mostAttempts {
		return "", flaw{rule: i18n.T("must be 1 to 20")}
	}
	return strconv.Itoa(n), flaw{}
}

// mostQPS is far above any real quota.
const mostQPS = 1000

func checkQPS(text string) (string, flaw) {
	n, err := strconv.Atoi(text)
	if err != nil || n < 0 || n > mostQPS {
		return "", flaw{rule: i18n.T("must be 0 to 1000")}
	}
	return strconv.Itoa(n), flaw{}
}

func checkSignatureVersion(given string) (string, flaw) {
	switch given {
	case "1", "v1":
		return "1", flaw{}
	case "3", "v3":
		return "3", flaw{}
	}
	return "", flaw{rule: i18n.T("must be 1 or 3"), suggestion: text.Nearest(given, []string{"v1", "v3"})}
}

func checkBool(text string) (string, flaw) {
	b, err := strconv.ParseBool(text)
	if err != nil {
		return "", flaw{rule: i18n.T("must be true or false")}
	}
	return strconv.FormatBool(b), flaw{}
}

func checkContextName(text string) (string, flaw) {
	if len(text) > longestName || !contextName().MatchString(text) {
		return "", flaw{rule: i18n.T("must be 1 to 64 letters, digits, '_', '-' or '.'")}
	}
	return text, flaw{}
}

func checkProfile(text string) (string, flaw) {
	if len(text) > longestText {
		return "", flaw{rule: i18n.T("is longer than 128 bytes")}
	}
	tidy := strings.TrimSpace(text)
	if _, f := checkPrintable(tidy); !f.rule.Empty() {
		return "", f // nor can it be suggested
	}
	if tidy != text {
		return "", flaw{rule: i18n.T("starts or ends with a space"), suggestion: tidy}
	}
	return text, flaw{}
}

// checkInstance refuses what cannot be an ID; the reference page has an example but no rule.
func checkInstance(text string) (string, flaw) {
	if len(text) > longestText {
		return "", flaw{rule: i18n.T("is longer than 128 bytes")}
	}
	if strings.ContainsFunc(text, unicode.IsSpace) {
		return "", flaw{rule: i18n.T("contains a space")}
	}
	return checkPrintable(text)
}

func checkPrintable(text string) (string, flaw) {
	if !printable(text) {
		return "", flaw{rule: i18n.T("contains an unprintable character")}
	}
	return text, flaw{}
}

func printable(text string) bool {
	return utf8.ValidString(text) && !strings.ContainsFunc(text, func(r rune) bool { return !unicode.IsPrint(r) })
}
