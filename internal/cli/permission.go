package cli

import (
	"slices"
	"strconv"
	"time"

	"linkwanctl/internal/api"
	"linkwanctl/internal/i18n"
	"linkwanctl/internal/joinperm"
	"linkwanctl/internal/output"
)

// How permissions are shown: the columns of an owned and of a rented one, and the cells of a row.

// ownedList is the list of the permissions that the account owns.
func ownedList() list {
	fields := joinperm.Fields() // once for all rows: making them takes longer than a row
	return list{
		columns: listedColumns(), shownBy: "joinperm list", filters: joinperm.OwnedFilters(),
		items: pagesOf(func(s *session, p *joinperm.Listed) []string { return s.permissionRow(p, fields) }),
		call: func(q listQuery, offset, limit int) api.Call {
			return api.ListOwnedCall(q.filter, q.instance, offset, limit)
		},
		count: func(q listQuery) api.Call { return api.CountOwnedCall(q.filter) },
	}
}

// rentedList is the list of those that it rents.
func rentedList() list {
	return list{
		columns: rentedColumns(), shownBy: "joinperm list --rented", filters: joinperm.RentedFilters(), items: pagesOf((*session).rentedRow),
		call: func(q listQuery, offset, limit int) api.Call {
			return api.ListRentedCall(q.filter, q.instance, offset, limit)
		},
		count: func(q listQuery) api.Call { return api.CountRentedCall(q.filter) },
	}
}

func listedColumns() []output.Column {
	columns := []output.Column{columnOf(joinperm.ID())}
	for _, f := range joinperm.Fields() {
		columns = append(columns, output.Column{Name: f.Param, Label: f.Label, Keep: f.Key == "name"})
	}
	return append(columns,
		output.Column{Name: joinperm.Enabled().Param, Label: "state", Keep: true},
		output.Column{Name: "RenterAliyunId", Label: "renter"},
		output.Column{Name: "AuthState", Label: "authorisation", Wide: true})
}

func (s *session) permissionRow(p *joinperm.Listed, fields []joinperm.Field) []string {
	row := []string{dash(p.JoinPermissionID)}
	for _, f := range fields {
		row = append(row, s.say(f.Shown(p)))
	}
	return append(row, s.say(p.ShowState()), dash(p.RenterAliyunID), dash(p.AuthState))
}

func ownedColumns() []output.Column {
	columns := append(listedColumns(), output.Column{Name: "NodesCnt", Label: "nodes"})
	for _, c := range []output.Column{
		{Name: "CreateMillis", Label: "created"}, {Name: "BoundProductName", Label: "product"}, {Name: "DataDispatchDestination", Label: "destination"},
		{Name: "MulticastEnabled", Label: "multicast"}, {Name: "MulticastNodeCapacity", Label: "multicast capacity"}, {Name: "MulticastNodeCount", Label: "multicast nodes"},
		{Name: "RxDailySum", Label: "rx today"}, {Name: "RxMonthSum", Label: "rx month"}, {Name: "TxDailySum", Label: "tx today"}, {Name: "TxMonthSum", Label: "tx month"},
	} {
		c.Wide = true
		columns = append(columns, c)
	}
	return columns
}

func (s *session) ownedRow(p *joinperm.Owned) []string {
	return append(s.permissionRow(&p.Listed, joinperm.Fields()), dash(p.NodesCnt), s.time(p.CreateMillis), dash(p.BoundProductName), dash(p.DataDispatchDestination),
		dash(p.MulticastEnabled), dash(p.MulticastNodeCapacity), dash(p.MulticastNodeCount),
		dash(p.RxDailySum), dash(p.RxMonthSum), dash(p.TxDailySum), dash(p.TxMonthSum))
}

func rentedColumns() []output.Column {
	columns := listedColumns()[:len(joinperm.Fields())+2] // up to the state
	columns = slices.Insert(columns, 2, columnOf(joinperm.TypeField()))
	return append(columns, []output.Column{
		{Name: "OwnerAliyunId", Label: "owner"}, {Name: "BoundNodeGroupName", Label: "node group"},
		{Name: "BoundNodeGroupId", Label: "node group ID", Wide: true}, {Name: "NodesCnt", Label: "nodes", Wide: true}, {Name: "CreateMillis", Label: "created", Wide: true},
		{Name: "RxDailySum", Label: "rx today", Wide: true}, {Name: "RxMonthSum", Label: "rx month", Wide: true},
		{Name: "TxDailySum", Label: "tx today", Wide: true}, {Name: "TxMonthSum", Label: "tx month", Wide: true},
	}...)
}

func (s *session) rentedRow(p *joinperm.Rented) []string {
	same, fields := p.Listed(), joinperm.Fields()
	row := s.permissionRow(&same, fields)[:len(fields)+2] // up to the state
	row = slices.Insert(row, 2, dash(p.Type))
	return append(row, dash(p.OwnerAliyunID), dash(p.BoundNodeGroupName), dash(p.BoundNodeGroupID), dash(p.NodesCnt), s.time(p.CreateMillis),
		dash(p.RxDailySum), dash(p.RxMonthSum), dash(p.TxDailySum), dash(p.TxMonthSum))
}

// dash shows a value, or "–" where the service sent none.
func dash[T ~string](value T) string {
	if value == "" {
		return "–"
	}
	return string(value)
}

// time shows the API's milliseconds: as local time on a terminal, in RFC 3339 elsewhere.
func (s *session) time(millis joinperm.Number) string {
	n, err := strconv.ParseInt(string(millis), 10, 64)
	if err != nil || n == 0 {
		return dash(millis)
	}
	return output.Time(n, s.app.StdoutIsTerminal, time.Local)
}

// usedBy says how many nodes use a permission.
func usedBy(p *joinperm.Owned) i18n.Text {
	switch p.NodesCnt {
	case "":
		return i18n.T("number of nodes unknown")
	case "0":
		return i18n.T("not used by any node")
	case "1":
		return i18n.T("used by 1 node")
	}
	return i18n.T("used by %s nodes", string(p.NodesCnt))
}
