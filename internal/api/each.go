package api

import (
	"context"
	"hash/maphash"
	"net/http"

	"linkwanctl/internal/i18n"
	"linkwanctl/internal/joinperm"
	"linkwanctl/internal/text"
)

// PageSize is how many items one request of a list asks for.
const PageSize = 100

// Window is the part of a list that is asked for. The zero value is all of it.
type Window struct {
	Offset int // how many items to pass over
	Limit  int // how many to read at most, 0 for all
}

// of is the number of items that the window has in a list of total items.
func (w Window) of(total int) int {
	rest := max(0, total-w.Offset)
	if w.Limit > 0 {
		return min(rest, w.Limit)
	}
	return rest
}

// EachOwned reads the account's permissions to the last page and passes each on as it comes; see
// Each.
func (c *Client) EachOwned(ctx context.Context, filter map[string]string, instanceID string, each func(*joinperm.Listed) error) error {
	call := func(offset, limit int) Call { return ListOwnedCall(filter, instanceID, offset, limit) }
	return Each(ctx, c, Window{}, call, each)
}

// Keyed is an item with an ID.
type Keyed[T any] interface {
	*T
	Key() string
}

// Each reads a window of a list and passes each item on in order, while the next few pages are on
// their way; call gives the call for a page. A part of a list never passes for the whole: an *Error
// with CodeListChanged follows if an item comes twice, if the service counts another total from
// page to page, and if more or fewer items came than it counts; behind a last page that is full one
// more is asked for, since some services count a page. What is no list at all is CodeInvalidAnswer.
// (One item that goes and one that comes between the same two pages are not noticed: the API has no
// snapshot.)
func Each[T any, P Keyed[T]](ctx context.Context, c *Client, w Window, call func(offset, limit int) Call, each func(*T) error) error {
	return EachPage[T, P](ctx, c, w, call, func(page []T) error {
		for i := range page {
			if err := each(&page[i]); err != nil {
				return err
			}
		}
		return nil
	})
}

// EachPage is Each for a page at a time.
func EachPage[T any, P Keyed[T]](ctx context.Context, c *Client, w Window, call func(offset, limit int) Call, each func([]T) error) error {
	ahead := &pages[T]{client: c, window: w, call: call}
	ahead.restart(ctx, 0)
	defer ahead.stop()
	known, counted, came := newSeen(), joinperm.Count(""), 0
	want := 1 // one page, which says how many items there are
	for first := true; ; first = false {
		page := ahead.next(max(want, came+1))
		if page.err != nil {
			return page.err
		}
		items, total := page.Data.List, page.Data.TotalCount
		fail := listFailure(page.call, page.RequestID)
		if total == "" {
			return fail(CodeInvalidAnswer, i18n.T("the list has no TotalCount"))
		}
		if err := addAll[T, P](known, items, fail); err != nil {
			return err
		}
		came += len(items)
		want = w.of(total.Int())
		changed := !first && total != counted || came > want || len(items) == 0 && came < want
		if came != page.end && came < want { // a page of another size moves those behind it
			ahead.short = true
			ahead.restart(ctx, came)
		}
		if !changed {
			ahead.readAhead(want)
		}
		if err := each(items); err != nil {
			return err
		}
		if changed {
			return fail(CodeListChanged, i18n.T("got %d items, but the service counts %s", came, total))
		}
		if came == want && (came == w.Limit || came != page.end) { // behind a full page there may be what was not counted
			return nil
		}
		counted = total
	}
}

// List does a call whose data is a whole list, under the rules of Each.
func List[T any, P Keyed[T]](ctx context.Context, c *Client, call Call) (Result[OneOrMany[T]], error) {
	list, err := Fetch[OneOrMany[T]](ctx, c, call)
	if err != nil {
		return list, err
	}
	return list, addAll[T, P](newSeen(), list.Data, listFailure(call, list.RequestID))
}

// seen remembers the IDs by their hashes: 10,000 take some 200 KB, however long they are, and the
// seed differs from run to run.
type seen struct {
	seed   maphash.Seed
	hashes map[uint64]struct{}
}

func newSeen() *seen { return &seen{maphash.MakeSeed(), map[uint64]struct{}{}} }

// addAll remembers a page's items. It is an error if one has no ID or came before.
func addAll[T any, P Keyed[T]](s *seen, items []T, fail func(code string, message i18n.Text) error) error {
	for i := range items {
		id := P(&items[i]).Key()
		if id == "" {
			return fail(CodeInvalidAnswer, i18n.T("the list has an item without an ID"))
		}
		hash := maphash.String(s.seed, id)
		if _, twice := s.hashes[hash]; twice {
			return fail(CodeListChanged, i18n.T("item %s is listed twice", text.Cut(id, 40)))
		}
		s.hashes[hash] = struct{}{}
	}
	return nil
}

// listFailure makes the failures of a list out of one of its answers.
func listFailure(call Call, requestID string) func(code string, message i18n.Text) error {
	return func(code string, message i18n.Text) error {
		outcome := Refused
		if code == CodeInvalidAnswer {
			outcome = Unknown // as any answer that is none
		}
		return &Error{Action: call.Action, Code: code, Message: message, RequestID: requestID, HTTPStatus: http.StatusOK, Attempts: 1, Outcome: outcome}
	}
}
