package emulator

import (
	"fmt"
	"slices"
	"sort"
	"strconv"

	"linkwanctl/internal/joinperm"
)

// node is a device as ListNodesByOwnedJoinPermissionId shows it.
type node struct {
	DevEUI         string `json:"DevEui"`
	DevAddr        string
	ClassMode      joinperm.Text
	BoundMillis    int64
	LastJoinMillis int64
}

const sortByJoin = "LAST_JOIN_MILLIS"

func nodeCountParameters() []parameter {
	return []parameter{idParameter(), {"FuzzyDevEui", false, nil}}
}

func nodeListParameters() []parameter {
	return within(append(nodeCountParameters(), pageParameters(sortByCreation, sortByJoin)...)...)
}

// nodesOf makes up as many nodes as the permission has: no action adds or removes one. The later one
// was bound, the earlier it joined first, and last unless the device model says otherwise.
func (s *Server) nodesOf(r record) []node { return s.devicesOf(&r).nodes() }

func (d devices) nodes() []node {
	const minute, day = 60_000, 86_400_000
	r := d.r
	id, _ := strconv.ParseInt(string(r.JoinPermissionID), 10, 64)
	created, _ := strconv.ParseInt(string(r.CreateMillis), 10, 64)
	nodes := []node{}
	for i := range d.count {
		bound, joined := created+(i+1)*minute, created+day-i*minute
		if d.new {
			bound, joined = created, created
		}
		nodes = append(nodes, node{
			fmt.Sprintf("feed%06x%06x", id, i+1), fmt.Sprintf("%08x", id<<8+i+1), r.ClassMode,
			bound, d.lastJoin(i, joined),
		})
	}
	return nodes
}

// findNodes gives the nodes of the permission that a call names, filtered.
func (s *Server) findNodes(c *call) ([]node, error) {
	var r record
	err := s.state.view(func(t table) error {
		var err error
		r, err = t.owned(c)
		return err
	})
	if err != nil {
		return nil, err
	}
	return slices.DeleteFunc(s.nodesOf(r), func(n node) bool { return !contains(n.DevEUI, c.params["FuzzyDevEui"]) }), nil
}

// listNodes is ListNodesByOwnedJoinPermissionId.
func listNodes(s *Server, c *call) (any, error) {
	nodes, err := s.findNodes(c)
	if err != nil {
		return nil, err
	}
	if c.params["SortingField"] == sortByJoin {
		sort.Slice(nodes, func(i, j int) bool { return nodes[i].LastJoinMillis < nodes[j].LastJoinMillis })
	}
	p := page{List: []any{}, TotalCount: len(nodes)}
	for _, n := range cut(nodes, c.params) {
		p.List = append(p.List, n)
	}
	return p, nil
}

// countNodes is CountNodesByOwnedJoinPermissionId.
func countNodes(s *Server, c *call) (any, error) {
	nodes, err := s.findNodes(c)
	return len(nodes), err
}
