package emulator

import (
	"bytes"
	"encoding/binary"
	"slices"
	"strconv"
	"strings"
)

// listing is a kind of list: of the permissions that an account owns or of those that it rents, how
// each is shown, and what the list can be filtered by.
type listing struct {
	owned   bool
	show    func(r record) any
	filters []filter
}

// filter is a parameter that leaves out permissions, where it is given.
type filter struct {
	param string
	rule  func(string) bool
	keeps func(r record, value string) bool
}

func ownedListing() listing {
	return listing{
		true,
		func(r record) any { return r.Listed },
		[]filter{
			byEnabled(),
			fuzzy("FuzzyJoinEui", func(r record) string { return string(r.JoinEUI) }),
			fuzzy("FuzzyJoinPermissionName", func(r record) string { return string(r.JoinPermissionName) }),
			fuzzy("FuzzyRenterAliyunId", func(r record) string { return string(r.RenterAliyunID) }),
		},
	}
}

func rentedListing() listing {
	return listing{
		false,
		showRented,
		[]filter{
			byEnabled(),
			{"BoundNodeGroup", isBool, func(r record, value string) bool {
				return strings.EqualFold(value, strconv.FormatBool(r.NodeGroupID != ""))
			}},
			{"Type", isKind, func(r record, value string) bool { return r.kind() == value }},
			fuzzy("FuzzyJoinEui", func(r record) string { return string(r.JoinEUI) }),
			fuzzy("FuzzyJoinPermissionName", func(r record) string { return string(r.JoinPermissionName) }),
			fuzzy("FuzzyOwnerAliyunId", func(r record) string { return r.Owner }),
		},
	}
}

func byEnabled() filter {
	return filter{paramEnabled, isBool, func(r record, value string) bool { return strings.EqualFold(value, string(r.Enabled)) }}
}

// fuzzy is taken for "contains", in either case of letters.
func fuzzy(param string, of func(record) string) filter {
	return filter{param, nil, func(r record, value string) bool { return contains(of(r), value) }}
}

func contains(text, part string) bool {
	return strings.Contains(strings.ToLower(text), strings.ToLower(part))
}

// find gives the IDs of what the call asks for, in ascending order. Every page of a list searches
// anew, so what is owned is found without decoding it, unless a filter is given.
func (l listing) find(t table, c *call) ([]uint64, error) {
	var ids []uint64
	owned, filtered := startOfRecord(c.account, c.instance()), l.filtered(c.params)
	err := t.permissions.ForEach(func(key, raw []byte) error {
		if l.owned && !bytes.HasPrefix(raw, owned) {
			return nil
		}
		if !l.owned || filtered {
			r, err := decode[record](raw)
			if err != nil || !l.includes(r, c) {
				return err
			}
		}
		ids = append(ids, binary.BigEndian.Uint64(key))
		return nil
	})
	return ids, err
}

func (l listing) filtered(params map[string]string) bool {
	return slices.ContainsFunc(l.filters, func(f filter) bool { return params[f.param] != "" })
}

// includes reports whether a decoded permission is on the list that the call asks for.
func (l listing) includes(r record, c *call) bool {
	return (l.owned || r.rentedBy(c.account)) && r.InstanceID == c.instance() && l.keeps(r, c.params)
}

func (l listing) keeps(r record, params map[string]string) bool {
	for _, f := range l.filters {
		if value := params[f.param]; value != "" && !f.keeps(r, value) {
			return false
		}
	}
	return true
}
