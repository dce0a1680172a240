package plan

import (
	"context"
	"sync"

	"linkwanctl/internal/joinperm"
)

// CountNodes counts the nodes of each row that changes class, band or JoinEUI and has no count yet,
// for the first most of them, and fills in Nodes and the effects. It makes one call for each row,
// several at once. It gives how many of these rows have no count: those beyond most and those whose
// call failed.
func (p *Plan) CountNodes(ctx context.Context, most, parallel int, count func(ctx context.Context, id string) (joinperm.Number, error)) (uncounted int) {
	var all []*Row
	for i := range p.Rows {
		if p.Rows[i].reachesNodes() && p.Rows[i].Nodes == "" {
			all = append(all, &p.Rows[i])
		}
	}
	return countRows(ctx, all, most, parallel, func(int, int) {}, count)
}

// CountAllNodes counts the nodes of every selected row that is to be updated, as CountNodes does.
func (p *Plan) CountAllNodes(ctx context.Context, parallel int, progress func(done, total int), count func(ctx context.Context, id string) (joinperm.Number, error)) (uncounted int) {
	var all []*Row
	for _, i := range p.ToDo() {
		if p.Rows[i].Action == Update {
			all = append(all, &p.Rows[i])
		}
	}
	return countRows(ctx, all, len(all), parallel, progress, count)
}

func countRows(ctx context.Context, all []*Row, most, parallel int, progress func(done, total int), count func(ctx context.Context, id string) (joinperm.Number, error)) (uncounted int) {
	rows := make(chan *Row)
	var workers sync.WaitGroup
	for range max(1, parallel) {
		workers.Go(func() {
			for row := range rows {
				if nodes, err := count(ctx, row.ID); err == nil {
					row.countedNodes(nodes)
				}
			}
		})
	}
	for i, row := range all[:min(most, len(all))] {
		if ctx.Err() != nil {
			break
		}
		progress(i, len(all))
		rows <- row
	}
	close(rows)
	workers.Wait()
	for _, row := range all {
		if row.Nodes == "" {
			uncounted++
		}
	}
	return uncounted
}

// reachesNodes reports whether the row changes what a node group takes from its permission.
func (r *Row) reachesNodes() bool {
	return r.Action == Update && (r.change("ClassMode") != nil || r.change("FreqBandPlanGroupId") != nil || r.change("JoinEui") != nil)
}

func (r *Row) countedNodes(nodes joinperm.Number) {
	r.Nodes = nodes
	for i, c := range r.Changes {
		if f := fields()[c.Field]; f != nil {
			r.Changes[i].Effect = joinperm.Difference{Field: *f, Live: c.Live, New: c.New}.Effect(string(nodes))
		}
	}
}
