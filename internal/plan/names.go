package plan

import (
	"fmt"

	"linkwanctl/internal/joinperm"
)

// Names are unique in an account. A row may take the name that another one gives
// up, if that one goes first: a chain is put in order, a circle cannot be.

// naming is the state of settling who gets which name.
type naming struct {
	rows   []Row
	claims map[string]int // the wanted name → the first row that wants it
	givers map[string]int // the permission → the row that gives its name up
}

// settleNames makes conflicts of the rows whose wanted name another row wants
// too, or a permission holds that does not give it up.
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
		n.block(i, fmt.Sprintf("the name %s is wanted at %s already", name, rows[first].Place))
		n.block(first, fmt.Sprintf("the name %s is wanted at %s too", name, rows[i].Place))
	}
	for i := range rows {
		if name, wanted := rows[i].newName(); wanted {
			n.hold(i, name, x.names[name])
		}
	}
	_, _, circle := order(rows)
	for _, i := range circle {
		name, _ := rows[i].newName()
		rows[i].fail(Conflict, fmt.Sprintf("the names go round in a circle: %s can be given to permission %s only once it is free", name, rows[i].ID))
	}
}

// newName is the name that the row is to get, where it is to get one.
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

// hold blocks a row whose name is held by permissions that keep it.
func (n naming) hold(i int, name string, holders []*joinperm.Listed) {
	var keep []*joinperm.Listed
	for _, p := range holders {
		if giver, gives := n.givers[string(p.JoinPermissionID)]; !gives || !n.rows[giver].toDo() {
			keep = append(keep, p)
		}
	}
	switch {
	case len(keep) > 0:
		n.block(i, fmt.Sprintf("the name %s is already used by %s", name, idsOf(keep)))
	case len(holders) > 1:
		n.block(i, fmt.Sprintf("the name %s is used by %s: rename them first", name, idsOf(holders)))
	}
}

// block makes a conflict of a row, and of those that wait for the name that it
// would have given up.
func (n naming) block(i int, problem string) {
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
		problem = fmt.Sprintf("the name %s is still used by permission %s, which is a conflict itself", row.Name, row.ID)
		i = next
	}
}
