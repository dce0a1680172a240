package plan

import (
	"context"

	"linkwanctl/internal/api"
	"linkwanctl/internal/i18n"
	"linkwanctl/internal/joinperm"
)

// index is the live permissions of an account.
type index struct {
	ids   map[string]*joinperm.Listed
	names map[string][]*joinperm.Listed
}

// readings is the most times that the live list is read. It changes meanwhile if somebody creates
// or deletes: the service may only now do what an interrupted apply sent a moment ago.
const readings = 3

// readIndex reads the live list once, and again if it changes meanwhile.
func readIndex(ctx context.Context, live Live, instanceID string) (*index, error) {
	for reading := 1; ; reading++ {
		x := &index{ids: map[string]*joinperm.Listed{}, names: map[string][]*joinperm.Listed{}}
		err := live.EachOwned(ctx, nil, instanceID, func(p *joinperm.Listed) error {
			x.add(*p) // the page is the reader's
			return nil
		})
		if err == nil {
			return x, nil
		}
		if failure := asFailure(err); failure.Code != api.CodeListChanged || reading == readings {
			return nil, i18n.Errorf("read the live permissions: %w", err)
		}
	}
}

func (x *index) add(p joinperm.Listed) {
	if x.ids[p.Key()] != nil {
		return
	}
	x.ids[p.Key()] = &p
	name := string(p.JoinPermissionName)
	x.names[name] = append(x.names[name], &p)
}

// idsOf names permissions in a sentence.
func idsOf(permissions []*joinperm.Listed) i18n.Text {
	var ids []i18n.Text
	for _, p := range permissions {
		ids = append(ids, i18n.Raw(string(p.JoinPermissionID)))
	}
	if len(ids) == 1 {
		return i18n.T("permission %s", ids[0])
	}
	return i18n.T("permissions %s", i18n.Join(i18n.N(" and "), ids...))
}
