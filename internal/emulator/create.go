package emulator

import (
	"strconv"
	"strings"

	"linkwanctl/internal/joinperm"
)

// What a permission has that names neither: 1 s, and the rate that the service's FAQ recommends on
// CN470.
const (
	defaultRxDelay  = "1"
	defaultDataRate = "4"
)

const paramDefaultEUI = "UseDefaultJoinEui"

func createParameters() []parameter {
	return within(append(applyParameters(), parameter{paramDefaultEUI, true, isBool}, parameter{name: "JoinEui"})...)
}

// create is CreateLocalJoinPermission. A JoinEui beside UseDefaultJoinEui=true is checked, and not
// used.
func create(s *Server, c *call) (any, error) {
	useDefault := strings.EqualFold(c.params[paramDefaultEUI], "true")
	if !useDefault && c.params["JoinEui"] == "" {
		return nil, missing("JoinEui")
	}
	r, err := c.newPermission()
	if err != nil {
		return nil, err
	}
	if useDefault {
		r.JoinEUI = joinperm.DefaultJoinEUI
	}
	r.Owner, r.InstanceID, r.AuthState = c.account, c.instance(), joinperm.AuthNew
	if !oneOf("", sampleInstance, publicInstance)(r.InstanceID) {
		return nil, refuse(codeNonExistent)
	}
	return s.add(r, s.limits[kindLocal], codeLocalLimit)
}

// newPermission has the fields that the call gives, the defaults for the others, and no owner.
func (c *call) newPermission() (record, error) {
	set, err := assignments(c)
	if err != nil {
		return record{}, err
	}
	var r record
	r.RxDelay, r.DataRate, r.JoinEUI, r.Enabled = defaultRxDelay, defaultDataRate, joinperm.DefaultJoinEUI, "true"
	r.assign(set)
	r.CreateMillis = joinperm.Number(strconv.FormatInt(c.now.UnixMilli(), 10))
	r.unused()
	return r, nil
}

// add keeps a new permission and gives its ID.
func (s *Server) add(r record, limit int, exceeded string) (any, error) {
	err := s.state.update(func(t table) error {
		if r.JoinPermissionName == limitName || t.count(r.namer(), r.kind()) >= limit {
			return refuse(exceeded)
		}
		id, err := nextID(t.permissions)
		if err != nil {
			return err
		}
		r.JoinPermissionID = joinperm.Text(id)
		return t.put(r)
	})
	return r.JoinPermissionID, err
}

// unused gives a permission the figures of one that no node uses.
func (r *record) unused() {
	r.NodesCnt, r.MulticastEnabled, r.MulticastNodeCapacity, r.MulticastNodeCount = "0", "false", "0", "0"
	r.RxDailySum, r.RxMonthSum, r.TxDailySum, r.TxMonthSum = "0", "0", "0", "0"
}

// remove is DeleteLocalJoinPermission. What is offered or granted stays, to oneself too: it has to
// be cancelled or returned first.
func remove(s *Server, c *call) (any, error) {
	return nil, s.state.update(func(t table) error {
		r, err := t.owned(c)
		if err != nil {
			return err
		}
		if r.AuthState != joinperm.AuthNew {
			return refuse(codeAuthorized)
		}
		return t.remove(r)
	})
}
