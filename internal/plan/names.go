package plan

import (
	"linkwanctl/internal/i18n"
	"linkwanctl/internal/joinperm"
)

// Names are unique in an account. A row can take a name that another row gives up, if that row is
// done first: a chain can be ordered, a circle cannot.

// naming is which rows want and give up which names.
type naming struct {
	rows   []Row
	claims map[string]int // the wanted name → the first row that wants it
	givers map[string]int // the permission → the row that gives its name up
}

// settleNames makes conflicts of the rows whose new name is wanted by another row too, or used by a
// permission that keeps it.
func settleNames(rows []Row, x *index) {
	n := naming{rows: rows, claims: map[string]int{}, givers: map[string]int{}}
	var twice []int
	for i := range rows {
		name, wanted := rows[i].newName()
		if !wanted {
			continue
		}
		if rows[i].Action == Update {
			n.givers[rows[i].ID] = i
		}
		if _, taken := n.claims[name]; taken {
			twice = append(twice, i)
		} else {
			n.claims[name] = i
		}
	}
	for _, i := range twice {
		name, _ := rows[i].newName()
		first := n.claims[name]
		n.block(i, i18n.T("the name %s is already given to another permission at %s", name, rows[first].Place))
		n.block(first, i18n.T("the name %s is also given to another permission at %s", name, rows[i].Place))
	}
	for i := range rows {
		if name, wanted := rows[i].newName(); wanted {
			n.checkUsers(i, name, x.names[name])
		}
	}
	_, _, circle := order(rows)
	for _, i := range circle {
		name, _ := rows[i].newName()
		rows[i].fail(Conflict, i18n.T("the renames form a circle: permission %[2]s can get the name %[1]s only when it is free", name, rows[i].ID))
	}
}

// newName is the name that the row gives to its permission, if it gives one.
func (r *Row) newName() (string, bool) {
	if !r.toDo() {
		return "", false
	}
	c := r.change(fieldName)
	if c == nil {
		return "", false
	}
	return c.New, true
}

// checkUsers blocks a row whose new name is used by permissions that keep it.
func (n naming) checkUsers(i int, name string, users []*joinperm.Listed) {
	var keep []*joinperm.Listed
	for _, p := range users {
		if giver, gives := n.givers[string(p.JoinPermissionID)]; !gives || !n.rows[giver].toDo() {
			keep = append(keep, p)
		}
	}
	switch {
	case len(keep) > 0:
		n.block(i, i18n.T("the name %s is already used by %s", name, idsOf(keep)))
	case len(users) > 1:
		n.block(i, i18n.T("the name %s is used by %s: rename them first", name, idsOf(users)))
	}
}

// block makes a conflict of a row, and of the rows that wait for the name that it gives up.
func (n naming) block(i int, problem i18n.Text) {
	for n.rows[i].toDo() {
		row := &n.rows[i]
		row.fail(Conflict, problem)
		if row.ID == "" {
			return
		}
		next, waits := n.claims[row.Name]
		if !waits {
			return
		}
		problem = i18n.T("permission %[2]s, itself in conflict, still has the name %[1]s", row.Name, row.ID)
		i = next
	}
}
