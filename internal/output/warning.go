package output

import (
	"linkwanctl/internal/i18n"
	"linkwanctl/internal/text"
)

// Warn reports something that did not stop the command. As JSON or YAML it is kept, for
// the document of Fail or of Done; as anything else it is written at once. Quiet drops it.
func (p *Printer) Warn(warning i18n.Text) {
	if p.quiet {
		return
	}
	said := text.Cut(p.said(warning), longestText)
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.form.Documents() {
		p.warnings = append(p.warnings, said)
		return
	}
	p.writeErrLocked([]byte(p.errInk.yellow(program+" "+p.language.Exact(i18n.N("warning:"))) + " " + Escape(said) + "\n"))
}

// Done ends a command's output and is called last, whether it failed or not: as JSON or YAML it
// writes {"Warnings": […]} to Err if there are warnings and Fail has not shown them.
func (p *Printer) Done() {
	p.mu.Lock()
	defer p.mu.Unlock()
	if len(p.warnings) > 0 {
		p.document(struct{ Warnings []string }{p.warnings})
	}
}

// document writes v to err as the one document that may be there; whatever comes after the first is
// dropped. The caller must have locked mu.
func (p *Printer) document(v any) {
	if p.documented {
		return
	}
	p.documented = true
	encoded, err := compact(v)
	if err == nil {
		encoded, err = p.form.encode(encoded)
	}
	if err == nil { // v has only strings and numbers: nothing else can happen
		p.writeErrLocked(encoded)
	}
}

// writeErrLocked writes to err, above the last line if there is one. A failure there cannot be
// reported. The caller must have locked mu.
func (p *Printer) writeErrLocked(text []byte) {
	if p.last.text != "" {
		text = []byte(p.last.clear() + string(text) + p.last.text)
	}
	_, _ = p.err.Write(text)
	if p.last.width != nil {
		p.errWrites++
	}
}

// Note writes a line of a running command's log to Err, escaped and at once: a server's requests.
// In JSON and YAML it is left out, since Err has one document there, and Quiet drops it.
func (p *Printer) Note(line i18n.Text) {
	if p.quiet || p.form.Documents() {
		return
	}
	p.trace(p.language.Say(line))
}

// Debug writes a line to Err, escaped and at once, in every form: the user asked for it beside the
// document.
func (p *Printer) Debug(line string) { p.trace(line) }

func (p *Printer) trace(line string) { p.writeErr(Escape(text.Cut(line, longestText)) + "\n") }

// Prompt writes a question to Err, escaped and with a blank after it in place of a line break, in
// every form and even with Quiet, since the person asked must see it. The caller decides whether to
// ask, and reads the answer.
func (p *Printer) Prompt(question i18n.Text) {
	p.writeErr(Escape(text.Cut(p.language.Say(question), longestLine)) + " ")
}

// NoteGrid writes a grid's rows to Err as Result would, its cells cut, under the rules of Note.
func (p *Printer) NoteGrid(g Grid) {
	if p.quiet || p.form.Documents() {
		return
	}
	t := p.newTable(g.in(p.language).Columns, p.errInk)
	for _, row := range g.Rows {
		cells := make([]string, len(row))
		for i, cell := range row {
			cells[i] = text.Cut(cell, longestText)
		}
		t.add(cells)
	}
	p.writeErr(string(t.render()))
}

func (p *Printer) writeErr(text string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.writeErrLocked([]byte(text))
}
