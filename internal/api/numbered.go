package api

import (
	"context"

	"linkwanctl/internal/i18n"
	"linkwanctl/internal/joinperm"
)

// EachNumbered is EachPage for a list whose pages have numbers, from 1; call gives the call for a page
// of PageSize items. The pages are asked for one after another: where the service's pages are shorter
// than what was asked for, the next number follows the items that came. The list fails by the rules of
// Each.
func EachNumbered[T any, P Keyed[T]](ctx context.Context, c *Client, call func(number, size int) Call, each func([]T) error) error {
	known, counted, came := newSeen(), joinperm.Count(""), 0
	for number := 1; ; number++ {
		request := call(number, PageSize)
		page, err := Fetch[Page[T]](ctx, c, request)
		if err != nil {
			return err
		}
		items, total := page.Data.List, page.Data.TotalCount
		fail := listFailure(request, page.RequestID)
		if total == "" {
			return fail(CodeInvalidAnswer, i18n.T("the list has no TotalCount"))
		}
		if err := addAll[T, P](known, items, fail); err != nil {
			return err
		}
		came += len(items)
		if err := each(items); err != nil {
			return err
		}
		if number > 1 && total != counted || came > total.Int() || len(items) == 0 && came < total.Int() {
			return fail(CodeListChanged, i18n.T("got %d items, but the service counts %s", came, total))
		}
		if came == total.Int() && len(items) < PageSize { // behind a full page there may be what was not counted
			return nil
		}
		counted = total
	}
}
