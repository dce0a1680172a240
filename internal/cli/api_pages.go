package cli

import (
	"context"
	"maps"
	"slices"
	"strconv"

	"linkwanctl/internal/api"
	"linkwanctl/internal/catalogue"
	"linkwanctl/internal/output"
)

// paging is how an action gives a list in pages.
type paging struct {
	at, size string // its parameters: where a page begins, and how many items it has
	numbered bool   // at is the number of the page; else how many items to pass over
}

// pagingOf finds the action's parameters for pages. One action spells its offset OffSet.
func pagingOf(action catalogue.Action) (paging, bool) {
	offset, hasOffset := action.Parameter("Offset")
	limit, hasLimit := action.Parameter("Limit")
	number, hasNumber := action.Parameter("PageNumber")
	size, hasSize := action.Parameter("PageSize")
	switch {
	case hasOffset && hasLimit:
		return paging{offset.Name, limit.Name, false}, true
	case hasNumber && hasSize:
		return paging{number.Name, size.Name, true}, true
	}
	return paging{}, false
}

// page is the call for a page.
func (p paging) page(c actionCall, at, size int) api.Call {
	c.params = maps.Clone(c.params)
	c.params[p.at], c.params[p.size] = strconv.Itoa(at), strconv.Itoa(size)
	return c.call()
}

// callAllPages shows the items of a list as its pages come.
func (s *session) callAllPages(ctx context.Context, client *api.Client, c actionCall) error {
	var columns []output.Column
	for _, name := range itemColumns(c.action) {
		columns = append(columns, output.Column{Name: name, Label: name})
	}
	return s.stream(ctx, columns, everyPage(c, columns), reading{session: s, client: client, task: c.task()})
}

// everyPage reads all pages of a list.
func everyPage(c actionCall, columns []output.Column) items {
	p, _ := pagingOf(c.action)
	call := func(at, size int) api.Call { return p.page(c, at, size) }
	return func(ctx context.Context, r reading, each func(any, []string) error) error {
		page := func(items []api.Item) error {
			for _, item := range items {
				cells, err := cellsOf(item, columns)
				if err != nil {
					return err
				}
				if err := each(item, cells); err != nil {
					return err
				}
			}
			return r.pageEnd()
		}
		if p.numbered {
			return api.EachNumbered(ctx, r.client, call, page)
		}
		return api.EachPage(ctx, r.client, r.window, call, page)
	}
}

// cellsOf are an item's values in the columns.
func cellsOf(item api.Item, columns []output.Column) ([]string, error) {
	grid, err := output.GridOf(item.RawMessage)
	if err != nil {
		return nil, err
	}
	cells := make([]string, len(columns))
	for i, column := range columns {
		if at := slices.Index(grid.Columns, column.Name); at >= 0 && len(grid.Rows) == 1 {
			cells[i] = grid.Rows[0][at]
		}
	}
	return cells, nil
}
