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
		if w := cells(p.Term); w <= width*2/5 {
			first = max(first, w)
		}
	}
	var out strings.Builder
	for _, p := range pairs {
		lines := fill(p.Meaning, width, indent+first+gap)
		if cells(p.Term) > first {
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
	if cells(line) <= width {
		return []string{line}
	}
	text := strings.TrimLeft(line, " ")
	head := line[:len(line)-len(text)]
	if at := strings.LastIndex(strings.TrimRight(text, " "), "  "); at >= 0 {
		head, text = head+text[:at+2], text[at+2:]
	}
	column := cells(head)
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
	var lines []string
	line := make([]byte, 0, 2*width)
	line = append(line, strings.Repeat(" ", indent)...)
	used := indent
	for _, w := range words(text) {
		size := cells(w.text)
		switch {
		case used == indent: // the line has no word yet
		case used+len(w.before)+size > width:
			lines = append(lines, string(line))
			line, used = line[:indent], indent
		default:
			line = append(line, w.before...)
			used += len(w.before)
		}
		line = append(line, w.text...)
		used += size
	}
	return append(lines, string(line))
}

// cells is how many columns of a terminal a text takes.
func cells(text string) int {
	for i := range len(text) {
		if text[i] < ' ' || text[i] > '~' {
			return runewidth.StringWidth(text)
		}
	}
	return len(text)
}

// word is a part of a text that is not broken, and the blank before it.
type word struct{ before, text string }

func words(text string) []word {
	all := make([]word, 0, len(text)/4)
	afterWide := false
	for field := range strings.FieldsSeq(text) {
		before, start := "", 0
		for i, r := range field {
			wide := r > '~' && runewidth.RuneWidth(r) > 1
			switch {
			case i == 0 && len(all) > 0 && (!wide || !afterWide): // else only the source breaks here
				before = " "
			case i > 0 && (wide || afterWide) && !strings.ContainsRune("，。；：、！？）》」”,.;:!?)", r):
				all = append(all, word{before, field[start:i]})
				before, start = "", i
			}
			afterWide = wide
		}
		all = append(all, word{before, field[start:]})
	}
	return all
}
