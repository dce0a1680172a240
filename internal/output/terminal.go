package output

import "linkwanctl/internal/i18n"

// onTerminal reports whether results go to a terminal.
func (p *Printer) onTerminal() bool { return p.width != nil }

// room is the width of the terminal that results go to, 0 for no bound: it is no terminal, or one
// whose width is not known.
func (p *Printer) room() int {
	if p.width == nil {
		return 0
	}
	return p.width()
}

// tooWide reports whether so many columns do not fit.
func (p *Printer) tooWide(columns int) bool {
	room := p.room()
	return room > 0 && columns > room
}

// noteHidden tells a person, once, which columns of a list were hidden, and how to see them.
func (p *Printer) noteHidden(l list) {
	t, ok := l.(*tableList)
	if !ok || len(t.hidden) == 0 {
		return
	}
	p.noteColumns(t.hidden, "--wide")
	t.hidden = nil
}

func (p *Printer) noteColumns(labels []string, shownBy string) {
	hidden := make([]i18n.Text, len(labels))
	for i, label := range labels {
		hidden[i] = i18n.Raw(label)
	}
	names := i18n.Join(i18n.N(", "), hidden...)
	if len(hidden) == 1 {
		p.Note(i18n.T("1 column hidden (%s): %s", names, shownBy))
		return
	}
	p.Note(i18n.T("%d columns hidden (%s): %s", len(hidden), names, shownBy))
}
