package emulator

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"linkwanctl/internal/joinperm"
)

// maxLimit is the longest page. The reference names no bound; this one is the
// emulator's own.
const maxLimit = 100

func listParameters() []parameter {
	return []parameter{
		{"Limit", true, between(1, maxLimit)},
		{"Offset", true, between(0, 1<<31-1)},
		{"SortingField", false, isSortingField},
		{"Ascending", false, isBool},
		{"Enabled", false, isBool},
		{"FuzzyJoinEui", false, nil},
		{"FuzzyJoinPermissionName", false, nil},
		{"FuzzyRenterAliyunId", false, nil},
		{joinperm.InstanceID().Param, false, nil},
	}
}

// page is a part of a list, and how long the whole of it is.
type page struct {
	List       []joinperm.Listed
	TotalCount int
}

// list is ListOwnedJoinPermissions: the account's permissions of one instance,
// filtered, sorted, and cut to a page.
func list(s *Server, c *call) (any, error) {
	var all []record
	err := s.state.view(func(t table) error {
		var err error
		all, err = t.all()
		return err
	})
	if err != nil {
		return nil, err
	}
	found := slices.DeleteFunc(all, func(r record) bool { return !listed(r, c) })
	slices.SortStableFunc(found, order(c.params))
	limit, _ := strconv.Atoi(c.params["Limit"]) // both were checked
	offset, _ := strconv.Atoi(c.params["Offset"])
	p := page{List: []joinperm.Listed{}, TotalCount: len(found)}
	start := min(offset, len(found))
	for _, r := range found[start:min(start+limit, len(found))] {
		p.List = append(p.List, r.Listed)
	}
	return p, nil
}

// listed tells whether a permission is the caller's and passes every filter.
// "Fuzzy" is taken for "contains", in either case.
func listed(r record, c *call) bool {
	contains := func(text, param string) bool {
		return strings.Contains(strings.ToLower(text), strings.ToLower(c.params[param]))
	}
	enabled := strings.ToLower(c.params["Enabled"])
	return r.Owner == c.account && r.InstanceID == c.params[joinperm.InstanceID().Param] &&
		(enabled == "" || enabled == string(r.Enabled)) &&
		contains(string(r.JoinEUI), "FuzzyJoinEui") &&
		contains(string(r.JoinPermissionName), "FuzzyJoinPermissionName") &&
		contains(string(r.RenterAliyunID), "FuzzyRenterAliyunId")
}

// sortingFields are what a list can be sorted by. The reference names none; these
// are the emulator's own choice. The first is the default.
func sortingFields() map[string]func(r record) string {
	fields := map[string]func(record) string{
		"CreateMillis": func(r record) string { return string(r.CreateMillis) },
	}
	for _, f := range append(joinperm.Fields(), joinperm.ID()) {
		fields[f.Param] = func(r record) string { return *f.Of(&r.Listed) }
	}
	return fields
}

func isSortingField(value string) bool { return sortingFields()[value] != nil }

// order compares by SortingField, by the ID where none is given; numbers by
// their size. It ascends unless Ascending is false.
func order(params map[string]string) func(a, b record) int {
	value := sortingFields()[cmp.Or(params["SortingField"], joinperm.ID().Param)]
	sign := 1
	if strings.EqualFold(params["Ascending"], "false") {
		sign = -1
	}
	return func(a, b record) int {
		x, y := value(a), value(b)
		m, errM := strconv.ParseInt(x, 10, 64)
		n, errN := strconv.ParseInt(y, 10, 64)
		if errM == nil && errN == nil {
			return sign * cmp.Compare(m, n)
		}
		return sign * cmp.Compare(x, y)
	}
}
