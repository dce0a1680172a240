package output

import (
	"strconv"
	"strings"

	"github.com/mattn/go-runewidth"

	"linkwanctl/internal/i18n"
	"linkwanctl/internal/text"
)

// widest is where a column of names stops growing: one value of a thousand characters must not push
// every other line's sentence out of sight.
const widest = 48

// longestSentence is how long a message may be to follow the title on its line, in bytes.
const longestSentence = 160

// text is the failure for a person.
func (f saidFailure) text(k ink) string {
	var b strings.Builder
	title, message := f.Title, strings.TrimSpace(f.Message)
	if message != "" && f.Code != "" && strings.HasSuffix(title, f.Code) && !strings.Contains(message, "\n") && len(message) <= longestSentence {
		title, message = title+": "+message, ""
	}
	b.WriteString(k.red(program) + " " + Escape(title) + "\n")
	if message != "" {
		for line := range strings.SplitSeq(message, "\n") {
			writeLine(&b, Escape(strings.TrimRight(line, " \r")))
		}
	}
	f.writeDetails(&b)
	f.writeProblems(&b)
	for _, hint := range f.Hints {
		b.WriteString(k.dim(f.language.Exact(i18n.N("hint:"))+" "+Escape(hint)) + "\n")
	}
	return b.String()
}

func (f saidFailure) writeDetails(b *strings.Builder) {
	pairs := f.Details
	if len(f.NotDone) > 0 {
		pairs = append(pairs, [2]string{f.language.Exact(i18n.N("not done")), f.firstNames()})
	}
	requestID := f.language.Exact(i18n.N("request id"))
	switch {
	case f.RequestID != "" && f.Attempts == 1:
		pairs = append(pairs, [2]string{requestID, f.language.Say(i18n.T("%s (1 attempt)", f.RequestID))})
	case f.RequestID != "" && f.Attempts > 1:
		pairs = append(pairs, [2]string{requestID, f.language.Say(i18n.T("%s (%d attempts)", f.RequestID, f.Attempts))})
	case f.RequestID != "":
		pairs = append(pairs, [2]string{requestID, f.RequestID})
	case f.Attempts > 0:
		pairs = append(pairs, [2]string{f.language.Exact(i18n.N("attempts")), strconv.Itoa(f.Attempts)})
	}
	writePairs(b, pairs, gap)
}

// firstNames joins the first few names and counts the others.
func (f saidFailure) firstNames() string {
	const shown = 10
	list := strings.Join(firstOf(f.NotDone, shown), ", ")
	if more := len(f.NotDone) - shown; more > 0 {
		list = f.language.Say(i18n.T("%s and %d more", list, more))
	}
	return text.Cut(list, longestLine)
}

// writeProblems sets the places beside the sentences. After a flag and its value the distance is
// wider, since a value may contain blanks.
func (f saidFailure) writeProblems(b *strings.Builder) {
	var pairs [][2]string
	between := gap
	for _, p := range f.Problems {
		place, sentence := p.where, p.sentence
		switch {
		case strings.HasPrefix(p.where, "-"):
			between = gap + gap
			if p.given != "" {
				place += " " + typed(p.given)
			}
		case p.given != "":
			sentence = p.given + " " + sentence
		}
		pairs = append(pairs, [2]string{place, sentence})
	}
	writePairs(b, pairs, between)
}

// typed shows a value as it is typed in a shell: within quotes where it has blanks or what ends a
// line.
func typed(value string) string {
	if strings.ContainsAny(value, " \t\r\n") && !strings.Contains(value, "'") {
		return "'" + value + "'"
	}
	return value
}

// writePairs writes two columns, the first as wide as its widest entry, by display width. A pair
// without a name starts in the first column.
func writePairs(b *strings.Builder, pairs [][2]string, between string) {
	column := 0
	for i := range pairs {
		pairs[i] = [2]string{Escape(pairs[i][0]), Escape(pairs[i][1])}
		if w := runewidth.StringWidth(pairs[i][0]); w <= widest {
			column = max(column, w)
		}
	}
	for _, pair := range pairs {
		if pair[0] == "" {
			writeLine(b, pair[1])
			continue
		}
		writeLine(b, pad(pair[0], column)+between+pair[1])
	}
}

func writeLine(b *strings.Builder, line string) {
	b.WriteString(strings.TrimRight(gap+line, " ") + "\n")
}
