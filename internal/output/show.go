package output

import (
	"linkwanctl/internal/i18n"
)

// render gives the bytes for Out. All of them are made before the first is written: a result that
// cannot be shown leaves no half of itself behind.
func (p *Printer) render(r Result) ([]byte, error) {
	if p.form == Table && p.query == nil {
		if r.Text != "" {
			return lines(r.Text), nil
		}
		g, err := p.chosen(r.Grid, p.columns)
		if err != nil {
			return nil, err
		}
		return g.in(p.language).draw(p), nil
	}
	document, err := compact(r.Document)
	if err != nil {
		return nil, i18n.Errorf("encode result: %w", err)
	}
	if p.form == Name && p.query == nil {
		return p.namesOf(r, document), nil
	}
	return p.show(document, p.columns)
}

// show gives a compact document, or the query's answer on it, in the Printer's form. wanted are the
// columns of a table or of CSV, none for all.
func (p *Printer) show(document []byte, wanted []string) ([]byte, error) {
	var answer any
	var err error
	if p.query != nil {
		if answer, document, err = p.query.run(document); err != nil {
			return nil, err
		}
	}
	if p.form.Documents() {
		return p.form.encode(document)
	}
	if p.form == Name {
		if names, known := identify(document, p.keys); known {
			return nameLines(names), nil
		}
	}
	if !p.form.separated() && len(wanted) == 0 {
		return p.drawAnswer(answer, document)
	}
	return p.draw(gridOf(document), wanted)
}

// draw shows a grid as a table, CSV or TSV, with the columns that are wanted.
func (p *Printer) draw(g Grid, wanted []string) ([]byte, error) {
	g, err := p.chosen(g, wanted)
	if err != nil {
		return nil, err
	}
	if p.form.separated() {
		return g.separated(p.form), nil
	}
	return g.draw(p), nil
}

// chosen gives g with the wanted columns, and without its header where none is to be shown. A list
// without items knows no columns, and gets the wanted ones.
func (p *Printer) chosen(g Grid, wanted []string) (Grid, error) {
	if len(wanted) > 0 {
		if len(g.Columns)+len(g.Rows) == 0 {
			g.Columns = wanted
		}
		at, err := pick(wanted, p.labelled(named(g.Columns)))
		if err != nil {
			return Grid{}, err
		}
		g = g.only(at)
	}
	if p.noHeaders {
		g.Columns = nil
	}
	return g, nil
}
