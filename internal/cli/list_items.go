package cli

import (
	"context"

	"linkwanctl/internal/api"
)

// items reads a list and calls a function with each item as it arrives, and with its table cells.
type items func(ctx context.Context, r reading, each func(item any, cells []string) error) error

// reading is what items needs to read a list.
type reading struct {
	session *session
	client  *api.Client
	call    func(offset, limit int) api.Call // for a page
	window  api.Window
	pageEnd func() error // called after each page; nil for nothing to do
	task    task         // for the message of a failure of the service; none where the service is not asked
}

// pagesOf reads a list of items of one type page by page; row gives the cells.
func pagesOf[T any, P api.Keyed[T]](row func(*session, *T) []string) items {
	return func(ctx context.Context, r reading, each func(any, []string) error) error {
		return api.EachPage[T, P](ctx, r.client, r.window, r.call, func(page []T) error {
			if err := eachOf(page, row)(ctx, r, each); err != nil || r.pageEnd == nil {
				return err
			}
			return r.pageEnd()
		})
	}
}

// numberedPagesOf is pagesOf for an action that numbers its pages: whole pages are read, and what
// the window leaves out of them is passed over.
func numberedPagesOf[T any, P api.Keyed[T]](row func(*session, *T) []string) items {
	return func(ctx context.Context, r reading, each func(any, []string) error) error {
		before, limit, came := r.window.Offset%api.PageSize, r.window.Limit, 0
		r.window.Offset -= before
		if limit > 0 {
			r.window.Limit = (before + limit + api.PageSize - 1) / api.PageSize * api.PageSize
		}
		return pagesOf[T, P](row)(ctx, r, func(item any, cells []string) error {
			came++
			if came <= before || limit > 0 && came > before+limit {
				return nil
			}
			return each(item, cells)
		})
	}
}

// wholeOf is pagesOf for an action that gives the whole list in one answer.
func wholeOf[T any, P api.Keyed[T]](row func(*session, *T) []string) items {
	return func(ctx context.Context, r reading, each func(any, []string) error) error {
		got, err := api.List[T, P](ctx, r.client, r.call(0, 0))
		if err != nil {
			return err
		}
		return eachOf(got.Data, row)(ctx, r, each)
	}
}

// eachOf is the items of a slice.
func eachOf[T any](known []T, row func(*session, *T) []string) items {
	return func(_ context.Context, r reading, each func(any, []string) error) error {
		for i := range known {
			if err := each(&known[i], row(r.session, &known[i])); err != nil {
				return err
			}
		}
		return nil
	}
}
