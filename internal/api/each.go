package api

import (
	"context"
	"fmt"
	"net/http"
	"strconv"

	"linkwanctl/internal/joinperm"
)

// PageSize is how many items one request of a list asks for.
const PageSize = 100

// Window is the part of a list that is asked for. The zero value is all of it.
type Window struct {
	Offset int // how many items to pass over
	Limit  int // how many to read at most, 0 for all
}

// of is how many items the window has in a list of so many.
func (w Window) of(total int) int {
	rest := max(0, total-w.Offset)
	if w.Limit > 0 {
		return min(rest, w.Limit)
	}
	return rest
}

// EachOwned reads the account's permissions to the last page and hands each over
// as it comes; see Each.
func (c *Client) EachOwned(ctx context.Context, filter map[string]string, instanceID string, each func(*joinperm.Listed) error) error {
	call := func(offset, limit int) Call { return ListOwnedCall(filter, instanceID, offset, limit) }
	return Each(ctx, c, Window{}, call, each)
}

// Keyed is an item that a list can be told apart by.
type Keyed[T any] interface {
	*T
	Key() string
}

// Each reads a window of a list page by page and hands each item over as it
// comes; call gives the call for a page. The list must not pass for whole where
// it is not: an *Error with CodeListChanged follows where the service counts another total from
// page to page, where more or fewer items came than it counts, or where a page
// begins with the item that the last one ended with. (One item that goes and one
// that comes between the same two pages stay unseen: the API has no snapshot.)
func Each[T any, P Keyed[T]](ctx context.Context, c *Client, w Window, call func(offset, limit int) Call, each func(*T) error) error {
	var last P
	counted := joinperm.Number("")
	for came := 0; ; {
		size := PageSize
		if w.Limit > 0 {
			size = min(size, w.Limit-came)
		}
		page, err := Fetch[Page[T]](ctx, c, call(w.Offset+came, size))
		if err != nil {
			return err
		}
		items := page.Data.List
		changed := came > 0 && page.Data.TotalCount != counted || last != nil && len(items) > 0 && last.Key() == P(&items[0]).Key()
		counted = page.Data.TotalCount
		for i := range items {
			if err := each(&items[i]); err != nil {
				return err
			}
		}
		came += len(items)
		total, err := strconv.Atoi(string(counted))
		switch want := w.of(total); {
		case changed, err != nil, came > want, len(items) == 0 && came < want:
			return &Error{
				Action: call(0, 0).Action, Code: CodeListChanged, Message: fmt.Sprintf("%d items came and the service counts %s", came, orNone(counted)),
				RequestID: page.RequestID, HTTPStatus: http.StatusOK, Attempts: 1, Outcome: Refused,
			}
		case came == want:
			return nil
		}
		last = P(&items[len(items)-1])
	}
}

func orNone(counted joinperm.Number) string {
	if counted == "" {
		return "none"
	}
	return cut(string(counted), 20)
}
