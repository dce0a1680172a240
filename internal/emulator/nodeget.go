package emulator

import (
	"slices"
	"strings"
)

const paramNode = "DevEui"

// shownNode is a node as GetNode shows it.
type shownNode struct {
	node
	AuthTypes string
}

func nodeParameters(more ...parameter) []parameter {
	return append([]parameter{{paramNode, true, isEUI}}, more...)
}

// getNode is GetNode.
func getNode(s *Server, c *call) (any, error) {
	var shown shownNode
	err := s.state.view(func(t table) error {
		var err error
		shown.node, err = s.nodeNamed(t, c)
		return err
	})
	return shown, err
}

// nodeNamed gives a node of a permission that the account owns or rents, by its DevEUI.
func (s *Server) nodeNamed(t table, c *call) (n node, err error) {
	eui, foreign := strings.ToLower(c.params[paramNode]), false
	err = t.each(func(r record) error {
		at := slices.IndexFunc(s.nodesOf(r), func(n node) bool { return n.DevEUI == eui })
		switch {
		case at < 0, c.do.takes(paramInstance) && r.InstanceID != c.instance():
		case r.Owner != c.account && !r.rentedBy(c.account):
			foreign = true
		default:
			n = s.nodesOf(r)[at]
		}
		return nil
	})
	switch {
	case err != nil || n.DevEUI != "":
		return n, err
	case foreign:
		return n, c.foreign()
	}
	return n, refuse(codeNonExistent)
}
