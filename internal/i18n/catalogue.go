package i18n

import (
	"fmt"
	"io/fs"
	"strings"
)

// Catalogue says texts in one language. A nil Catalogue is English.
type Catalogue struct{ table mo }

// Say gives a text in the catalogue's language, or in English where it has no translation.
func (c *Catalogue) Say(t Text) string {
	switch m := t.message; {
	case c == nil || m == nil:
		return t.english
	case m.verbatim:
		return c.Exact(m.format)
	case m.format == "":
		parts := make([]string, len(m.args))
		for i, part := range c.said(m.args) {
			said, _ := part.(string)
			parts[i] = tight(said)
		}
		return strings.Join(parts, c.Exact(m.separator))
	default:
		return tight(fmt.Sprintf(unwrapping(c.Exact(m.format)), c.said(m.args)...))
	}
}

// Exact gives the translation of a string that is a message as it stands, such as a help text or a
// label, or the string itself where there is none.
func (c *Catalogue) Exact(english string) string {
	if c == nil || english == "" { // the empty key is the catalogue's header
		return english
	}
	if translation, ok := c.table.find(english); ok {
		return translation
	}
	return english
}

// Paragraphs translates a help text paragraph by paragraph, so that a change of one leaves the
// translation of the others.
func (c *Catalogue) Paragraphs(english string) string {
	if c == nil {
		return english
	}
	parts := strings.Split(english, "\n\n")
	for i, part := range parts {
		core := strings.Trim(part, "\n")
		parts[i] = strings.Replace(part, core, c.Exact(core), 1)
	}
	return strings.Join(parts, "\n\n")
}

// said gives arguments with the texts and errors among them said.
func (c *Catalogue) said(args []any) []any {
	all := make([]any, len(args))
	for i, arg := range args {
		switch value := arg.(type) {
		case Text:
			all[i] = c.inSentence(value)
		case interface{ Text() Text }:
			all[i] = c.inSentence(value.Text())
		case *fs.PathError:
			all[i] = c.Say(Of(value))
		default:
			all[i] = arg
		}
	}
	return all
}

// unwrapping makes a format of Errorf one of Sprintf, which does not know %w.
func unwrapping(format string) string {
	if !strings.Contains(format, "w") {
		return format
	}
	var b strings.Builder
	for rest := format; ; {
		verb := strings.IndexByte(rest, '%')
		if verb < 0 {
			return b.String() + rest
		}
		end := verb + 1
		for end < len(rest) && strings.IndexByte("[]0123456789", rest[end]) >= 0 {
			end++
		}
		if end == len(rest) {
			return b.String() + rest
		}
		b.WriteString(rest[:end])
		if rest[end] == 'w' {
			b.WriteByte('v')
		} else {
			b.WriteByte(rest[end])
		}
		rest = rest[end+1:]
	}
}
