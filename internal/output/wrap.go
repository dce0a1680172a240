package output

import (
	"strings"

	"github.com/mattn/go-runewidth"
)

// Wrap breaks a text for a screen of this many columns. Lines that begin with a blank keep their
// breaks, and continue below their last column, which two blanks begin; those that begin with two
// and have no columns are commands, which are there to be pasted and are never broken. Other lines
// of a paragraph are joined and filled. A word that is longer than a line is not broken.
func Wrap(text string, width int) string {
	var out, paragraph []string
	flush := func() {
		if len(paragraph) > 0 {
			out = append(out, fill(strings.Join(paragraph, "\n"), width, 0)...)
			paragraph = nil
		}
	}
	for line := range strings.SplitSeq(text, "\n") {
		switch {
		case line == "":
			flush()
			out = append(out, "")
		case isCommand(line):
			flush()
			out = append(out, line)
		case line[0] == ' ':
			flush()
			out = append(out, hang(line, width)...)
		default:
			paragraph = append(paragraph, line)
		}
	}
	flush()
	return strings.Join(out, "\n")
}

func isCommand(line string) bool {
	command, indented := strings.CutPrefix(line, "  ")
	return indented && !strings.HasPrefix(command, " ") && !strings.Contains(command, "  ")
}

// Pair is a term of a list, such as a flag, and what it means.
type Pair struct{ Term, Meaning string }

// Pairs lists terms and meanings in two columns, indented by two. The meaning of a term that would
// make the first column wide is on the next line.
func Pairs(pairs []Pair, width int) string {
	const indent, gap = 2, 3
	first := 0
	for _, p := range pairs {
		if w := runewidth.StringWidth(p.Term); w <= width*2/5 {
			first = max(first, w)
		}
	}
	var out strings.Builder
	for _, p := range pairs {
		lines := fill(p.Meaning, width, indent+first+gap)
		if runewidth.StringWidth(p.Term) > first {
			out.WriteString("  " + p.Term + "\n")
		} else {
			lines[0] = "  " + pad(p.Term, first+gap) + strings.TrimLeft(lines[0], " ")
		}
		out.WriteString(strings.TrimRight(strings.Join(lines, "\n"), " ") + "\n")
	}
	return out.String()
}

// hang breaks a line of columns that is too wide, and continues it below the last one.
func hang(line string, width int) []string {
	if runewidth.StringWidth(line) <= width {
		return []string{line}
	}
	text := strings.TrimLeft(line, " ")
	head := line[:len(line)-len(text)]
	if at := strings.LastIndex(strings.TrimRight(text, " "), "  "); at >= 0 {
		head, text = head+text[:at+2], text[at+2:]
	}
	column := runewidth.StringWidth(head)
	if column > width*2/3 {
		return []string{line}
	}
	lines := fill(text, width, column)
	lines[0] = head + lines[0][column:]
	return lines
}

// fill breaks a text between its words, and between Han characters, which have no blanks. Each line
// begins with so many blanks.
func fill(text string, width, indent int) []string {
	blanks := strings.Repeat(" ", indent)
	lines := []string{blanks}
	used := indent
	for _, w := range words(text) {
		size := runewidth.StringWidth(w.text)
		last := len(lines) - 1
		switch {
		case used == indent: // the line has no word yet
		case used+len(w.before)+size > width:
			lines = append(lines, blanks)
			last++
			used = indent
		default:
			lines[last] += w.before
			used += len(w.before)
		}
		lines[last] += w.text
		used += size
	}
	return lines
}

// word is a part of a text that is not broken, and the blank before it.
type word struct{ before, text string }

func words(text string) []word {
	var all []word
	var previous rune
	for field := range strings.FieldsSeq(text) {
		begins := true
		for _, r := range field {
			wide := runewidth.RuneWidth(r) > 1
			switch n := len(all) - 1; {
			case begins && wide && runewidth.RuneWidth(previous) > 1: // only the source breaks here
				all = append(all, word{"", string(r)})
			case begins && n >= 0:
				all = append(all, word{" ", string(r)})
			case n < 0, (wide || runewidth.RuneWidth(previous) > 1) && !strings.ContainsRune("，。；：、！？）》」”,.;:!?)", r):
				all = append(all, word{"", string(r)})
			default:
				all[n].text += string(r)
			}
			begins, previous = false, r
		}
	}
	return all
}
