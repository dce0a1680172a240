package cli

import (
	"bytes"
	"context"
	"encoding/json"
	"slices"

	"linkwanctl/internal/output"
)

// event is what happened to an item of a watched list: in documents as kubectl has it, for people as
// in a plan.
type event struct{ name, mark string }

func listed() event   { return event{"ADDED", ""} } // from the beginning
func added() event    { return event{"ADDED", "+"} }
func modified() event { return event{"MODIFIED", "~"} }
func deleted() event  { return event{"DELETED", "-"} }

// watched is an item as it was read last.
type watched struct {
	key   string
	item  json.RawMessage
	cells []string
}

// snapshot reads the whole list: a part of it would look as if the rest had been deleted.
func snapshot(ctx context.Context, read items, r reading) ([]watched, error) {
	var all []watched
	err := read(ctx, r, func(item any, cells []string) error {
		var document bytes.Buffer
		encoder := json.NewEncoder(&document)
		encoder.SetEscapeHTML(false) // as results are written
		err := encoder.Encode(item)
		if p, is := item.(interface{ Key() string }); is && err == nil {
			all = append(all, watched{p.Key(), document.Bytes(), cells})
		}
		return err
	})
	return all, err
}

// writeEvents writes what has changed: the items that came or changed, in the order of the list, and
// those that went as they were.
func writeEvents(rows *output.Rows, before, now []watched, fresh event) error {
	old := map[string]watched{}
	for _, w := range before {
		old[w.key] = w
	}
	for _, w := range now {
		was, known := old[w.key]
		delete(old, w.key)
		what := modified()
		if !known {
			what = fresh
		} else if string(was.item) == string(w.item) {
			continue
		}
		if err := w.write(rows, what); err != nil {
			return err
		}
	}
	for _, w := range before {
		if _, gone := old[w.key]; !gone {
			continue
		}
		if err := w.write(rows, deleted()); err != nil {
			return err
		}
	}
	return rows.Settle()
}

// write adds the item's row, with the event before its other members and cells.
func (w watched) write(rows *output.Rows, what event) error {
	document := json.RawMessage(`{"Event":"` + what.name + `",` + string(w.item[1:]))
	return rows.Add(document, slices.Insert(slices.Clone(w.cells), 0, what.mark))
}
