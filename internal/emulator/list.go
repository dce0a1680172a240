package emulator

import (
	"encoding/binary"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// maxLimit is the longest page. The reference page of ListOwnedJoinPermissions names no bound; that
// of ListNodeGroups, which pages alike, takes 0 to 200.
const maxLimit = 200

// sortByCreation is the one order of permissions that is documented. It is that of their IDs, and
// the one in which they are listed anyway.
const sortByCreation = "CREATED_MILLIS"

func pageParameters(sortingFields ...string) []parameter {
	return []parameter{
		{"Limit", true, between(0, maxLimit)},
		{"Offset", true, between(0, 1<<31-1)},
		{"SortingField", false, oneOf(sortingFields...)},
		{"Ascending", false, isBool},
	}
}

// page is a part of a list, and how long the whole of it is.
type page struct {
	List       []any
	TotalCount int
}

// cut gives the part of what was found that a request asks for.
func cut[T any](found []T, params map[string]string) []T {
	limit, _ := strconv.Atoi(params["Limit"]) // both were checked
	offset, _ := strconv.Atoi(params["Offset"])
	start := min(offset, len(found))
	end := min(start+limit, len(found))
	if !strings.EqualFold(params["Ascending"], "false") {
		return found[start:end]
	}
	part := slices.Clone(found[len(found)-end : len(found)-start])
	slices.Reverse(part)
	return part
}

func (l listing) listParameters() []parameter {
	return within(append(pageParameters(sortByCreation), l.countParameters()...)...)
}

// list is ListOwnedJoinPermissions or ListRentedJoinPermissions: the account's permissions of one
// instance, filtered, and cut to a page.
func (l listing) list(s *Server, c *call) (any, error) {
	p := page{List: []any{}}
	err := s.state.view(func(t table) error {
		ids, err := l.find(t, c)
		if err != nil {
			return err
		}
		p.TotalCount = len(ids)
		for _, id := range cut(ids, c.params) {
			r, found, err := t.at(binary.BigEndian.AppendUint64(nil, id))
			switch {
			case err != nil:
				return err
			case !found:
				return fmt.Errorf("%w: permission %d is gone", errCorrupt, id)
			}
			p.List = append(p.List, l.show(r))
		}
		return nil
	})
	return p, err
}

func (l listing) countParameters() []parameter {
	var list []parameter
	for _, f := range l.filters {
		list = append(list, parameter{f.param, false, f.rule})
	}
	return list
}

// count is CountOwnedJoinPermissions or CountRentedJoinPermissions. Neither takes an instance: they
// count the public one.
func (l listing) count(s *Server, c *call) (any, error) {
	var ids []uint64
	err := s.state.view(func(t table) error {
		var err error
		ids, err = l.find(t, c)
		return err
	})
	return len(ids), err
}
