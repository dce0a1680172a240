package i18n

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A translation has a blank around a verb, for the Latin words and the names that mostly come there:
// Chinese is written without blanks, but with one beside Latin. Where a translated text begins or
// ends in Han itself, the blank beside it goes. Names keep theirs.

// seam marks an end in Han until the sentence is whole. It is a noncharacter, which no text has.
const seam = "\ufdd0"

// inSentence says a text as an argument: with a seam at each end that its translation wrote in Han.
func (c *Catalogue) inSentence(t Text) string {
	said := c.Say(t)
	first, last := c.ends(t)
	if first {
		said = seam + said
	}
	if last {
		said += seam
	}
	return said
}

// ends reports whether the translation of a text begins and ends in Han of its own.
func (c *Catalogue) ends(t Text) (first, last bool) {
	switch m := t.message; {
	case m == nil:
		return false, false
	case m.format != "":
		format := c.Exact(m.format)
		before, _ := utf8.DecodeRuneInString(format)
		after, _ := utf8.DecodeLastRuneInString(format)
		first, last = isHan(before), isHan(after)
		if rest, ok := strings.CutPrefix(format, "%"); ok {
			first, _ = c.endsOf(m.args, numberOf(rest), 0)
		}
		if at := strings.LastIndexByte(format, '%'); at >= 0 && strings.TrimLeft(format[at+1:], "[]0123456789") == "s" {
			_, last = c.endsOf(m.args, numberOf(format[at+1:]), len(m.args)-1)
		}
	case len(m.args) > 0:
		first, _ = c.endsOf(m.args, "", 0)
		_, last = c.endsOf(m.args, "", len(m.args)-1)
	}
	return first, last
}

// numberOf is the 2 of a verb [2]s, "" if it has none.
func numberOf(verb string) string {
	number, _, _ := strings.Cut(strings.TrimPrefix(verb, "["), "]")
	return number
}

// endsOf are the ends of an argument: of the one with the number, as %[2]s has it, else of the one
// at the place.
func (c *Catalogue) endsOf(args []any, number string, at int) (first, last bool) {
	if n, err := strconv.Atoi(number); err == nil {
		at = n - 1
	}
	if at < 0 || at >= len(args) {
		return false, false
	}
	part, _ := args[at].(Text)
	return c.ends(part)
}

// tight removes the seams, and the blanks between Han at them.
func tight(said string) string {
	if !strings.Contains(said, seam) {
		return said
	}
	var b strings.Builder
	for i, part := range strings.Split(said, seam) {
		before, _ := utf8.DecodeLastRuneInString(strings.TrimSuffix(b.String(), " "))
		after, _ := utf8.DecodeRuneInString(strings.TrimPrefix(part, " "))
		if i > 0 && isHan(before) && isHan(after) {
			joined := strings.TrimSuffix(b.String(), " ")
			b.Reset()
			b.WriteString(joined)
			part = strings.TrimPrefix(part, " ")
		}
		b.WriteString(part)
	}
	return b.String()
}

// isHan reports whether a character is written without blanks around it: Han, or full-width.
func isHan(r rune) bool {
	return unicode.Is(unicode.Han, r) || strings.ContainsRune("，。；：？！、（）", r)
}
