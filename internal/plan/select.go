package plan

import "linkwanctl/internal/i18n"

// Select gives the plan with those rows marked as skipped that only refuses (nil refuses none) and,
// in the order in which rows are done, those beyond the first limit (0 is all) that cost calls.
// Check keeps the marks, so that a row which has become stale does not let another one in.
func (p *Plan) Select(only func(Row) bool, limit int) *Plan {
	selected := *p
	selected.Rows = append([]Row{}, p.Rows...)
	rows := selected.Rows
	for i := range rows {
		if only != nil && !only(rows[i]) {
			rows[i].skip = i18n.T("not selected")
		}
	}
	sequence, before, _ := order(rows)
	left := limit
	for _, i := range sequence {
		first, waits := before[i]
		switch {
		case !rows[i].skip.Empty():
		case limit > 0 && left == 0:
			rows[i].skip = i18n.T("--limit reached")
		case waits && !rows[first].skip.Empty():
			rows[i].skip = i18n.T("needs the name of a skipped row")
		default:
			left--
		}
	}
	return &selected
}

// Selected gives the plan without the rows that Select marked.
func (p *Plan) Selected() *Plan {
	part := *p
	part.Rows = nil
	for _, row := range p.Rows {
		if row.skip.Empty() {
			part.Rows = append(part.Rows, row)
		}
	}
	return &part
}
