package plan

import (
	"linkwanctl/internal/i18n"
	"linkwanctl/internal/joinperm"
)

// check refuses what no plan of Make has.
func (d *document) check() error {
	if d.InstanceID != "" {
		if p := joinperm.CheckIdentifier(d.InstanceID); p != nil {
			return i18n.Errorf("IotInstanceId: \"%s\" %s", p.Given, p.Rule)
		}
	}
	owners := map[string]int{}
	for i := range d.Rows {
		row := &d.Rows[i]
		if row.Changes == nil {
			row.Changes = []FieldChange{}
		}
		row.Wave = 0 // an apply's flags decide
		if err := row.check(); err != nil {
			return i18n.Errorf("row %d (\"%s\"): %w", i+1, row.Place, err)
		}
		if row.Action != Update {
			continue
		}
		if first, twice := owners[row.ID]; twice {
			return i18n.Errorf("row %d (\"%s\"): permission \"%s\" is updated by row %d too", i+1, row.Place, row.ID, first+1)
		}
		owners[row.ID] = i
	}
	return nil
}

// check refuses a row that is not of its action's form.
func (r *Row) check() error {
	if err := checkChanges(r.Changes); err != nil {
		return err
	}
	switch r.Action {
	case Update:
		return r.checkUpdate()
	case Create:
		return r.checkCreate()
	case Unchanged, Missing, Conflict, Stale:
		return nil
	}
	return i18n.Errorf("\"%s\" is not an action", r.Action)
}

func (r *Row) checkUpdate() error {
	if p := joinperm.CheckIdentifier(r.ID); p != nil {
		return i18n.Errorf("JoinPermissionId: \"%s\" %s", p.Given, p.Rule)
	}
	if len(r.Changes) == 0 {
		return i18n.Errorf("an update without changes")
	}
	for _, c := range r.Changes {
		if c.Live == c.New {
			return i18n.Errorf("%s: the live value is the new one", c.Field)
		}
	}
	if c := r.change(fieldName); c != nil && c.Live != r.Name {
		return i18n.Errorf("the permission's name is \"%s\", and the name that changes \"%s\"", r.Name, c.Live)
	}
	return nil
}

func (r *Row) checkCreate() error {
	given := map[string]string{}
	for _, c := range r.Changes {
		if c.Live != "" {
			return i18n.Errorf("%s: a permission to create has a live value", c.Field)
		}
		if c.Field != FieldEnabled {
			given[c.Field] = c.New
		}
	}
	creation, refusals := joinperm.NewCreation(given)
	if len(refusals) > 0 {
		return i18n.Errorf("%s %w", refusals[0].Field.Param, refusals[0].Problem)
	}
	if r.ID != "" || creation.Name() != r.Name {
		return i18n.Errorf("a permission to create has an ID or two names")
	}
	return nil
}

// checkChanges checks new values by their fields' rules: in their normal form, each field once and
// the state last.
func checkChanges(changes []FieldChange) error {
	seen := map[string]bool{}
	for i, c := range changes {
		f := fields()[c.Field]
		switch {
		case seen[c.Field]:
			return i18n.Errorf("%s changes twice", c.Field)
		case c.Field == FieldEnabled:
			if c.New != "true" && c.New != "false" || i != len(changes)-1 {
				return i18n.Errorf("%s is the last change, true or false", c.Field)
			}
		case f == nil:
			return i18n.Errorf("\"%s\" is not a field", c.Field)
		default:
			normal, err := f.Rule(c.New)
			if err == nil && normal != c.New {
				err = i18n.Errorf("\"%s\" is not the normal form \"%s\"", c.New, normal)
			}
			if err != nil {
				return i18n.Errorf("%s: %w", c.Field, err)
			}
		}
		seen[c.Field] = true
	}
	return nil
}
