package emulator

import (
	"encoding/binary"
	"strconv"
	"strings"
	"sync"
)

// listing is a kind of list: whose permissions it holds, how it tells one, and
// what it can be filtered by.
type listing struct {
	name    string
	holds   func(r record, account string) bool
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
		"owned",
		func(r record, account string) bool { return r.Owner == account },
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
		"rented",
		record.rentedBy,
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

// find gives the IDs of what the call asks for, in ascending order. A client that
// reads page after page asks for the same each time: only the first one searches.
func (l listing) find(s *Server, t table, c *call) ([]uint64, error) {
	question := l.name + strconv.Quote(c.account) + strconv.Quote(c.instance())
	for _, f := range l.filters {
		question += strconv.Quote(c.params[f.param])
	}
	if ids, known := s.findings.get(t.version, question); known {
		return ids, nil
	}
	var ids []uint64
	err := t.each(func(key []byte, r record) error {
		if l.holds(r, c.account) && r.InstanceID == c.instance() && l.keeps(r, c.params) {
			ids = append(ids, binary.BigEndian.Uint64(key))
		}
		return nil
	})
	if err == nil {
		s.findings.put(t.version, question, ids)
	}
	return ids, err
}

func (l listing) keeps(r record, params map[string]string) bool {
	for _, f := range l.filters {
		if value := params[f.param]; value != "" && !f.keeps(r, value) {
			return false
		}
	}
	return true
}

// maxFindings bounds the memory: 100,000 IDs take 0.8 MB.
const maxFindings = 16

// findings remembers what was found, until the content changes.
type findings struct {
	mu      sync.Mutex
	version int
	ids     map[string][]uint64
}

func newFindings() *findings { return &findings{ids: map[string][]uint64{}} }

func (f *findings) get(version int, question string) (ids []uint64, known bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if version != f.version {
		return nil, false
	}
	ids, known = f.ids[question]
	return ids, known
}

// put keeps an answer, unless a newer content was asked about in the meantime.
func (f *findings) put(version int, question string, ids []uint64) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if version < f.version {
		return
	}
	if version > f.version || len(f.ids) >= maxFindings {
		clear(f.ids)
	}
	f.version, f.ids[question] = version, ids
}
