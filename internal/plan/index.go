package plan

import (
	"context"
	"fmt"
	"strings"

	"linkwanctl/internal/api"
	"linkwanctl/internal/joinperm"
)

// index holds the live permissions that a plan is about: those with an ID or a
// name that was asked for. The rest of the list passes by, so that memory
// follows the rows and not the account.
type index struct {
	ids   map[string]*joinperm.Listed // nil: asked for, and not there
	names map[string][]*joinperm.Listed
}

func newIndex() *index {
	return &index{ids: map[string]*joinperm.Listed{}, names: map[string][]*joinperm.Listed{}}
}

// ask says which permissions matter; an empty text asks for none.
func (x *index) ask(id string, names ...string) {
	if id != "" {
		x.ids[id] = nil
	}
	for _, name := range names {
		if name != "" {
			x.names[name] = nil
		}
	}
}

// readings is how often the live list is read at most. It changes on the way
// where somebody creates or deletes: an apply that was cut off a moment ago may
// have sent what the service carries out only now.
const readings = 3

// read takes the live list once, and anew where it changed while it was read.
func (x *index) read(ctx context.Context, live Live, instanceID string) error {
	for reading := 1; ; reading++ {
		err := live.EachOwned(ctx, nil, instanceID, func(p *joinperm.Listed) error {
			x.keep(p)
			return nil
		})
		if err == nil {
			return nil
		}
		if failure := asFailure(err); failure.Code != api.CodeListChanged || reading == readings {
			return fmt.Errorf("read the live permissions: %w", err)
		}
		x.forget()
	}
}

// forget keeps what was asked for alone.
func (x *index) forget() {
	for id := range x.ids {
		x.ids[id] = nil
	}
	for name := range x.names {
		x.names[name] = nil
	}
}

func (x *index) keep(p *joinperm.Listed) {
	id, name := string(p.JoinPermissionID), string(p.JoinPermissionName)
	known, byID := x.ids[id]
	_, byName := x.names[name]
	if !byID && !byName || known != nil {
		return
	}
	one := *p // the page is the reader's
	x.ids[id] = &one
	if byName {
		x.names[name] = append(x.names[name], &one)
	}
}

// idsOf names permissions in a sentence.
func idsOf(permissions []*joinperm.Listed) string {
	var ids []string
	for _, p := range permissions {
		ids = append(ids, string(p.JoinPermissionID))
	}
	if len(ids) == 1 {
		return "permission " + ids[0]
	}
	return "permissions " + strings.Join(ids, " and ")
}
