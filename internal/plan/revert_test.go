package plan

import (
	"strings"
	"testing"
)

// back is the plan that brings back what was written: rows of ID, field, the value before and the one
// that was written.
func back(t *testing.T, live *service, force bool, written ...Row) *Plan {
	t.Helper()
	p, err := Revert(t.Context(), live, "", written, force, Options{MadeAt: noon})
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func wrote(id string, changes ...string) Row {
	row := Row{ID: id, Action: Update}
	for _, c := range changes {
		parts := strings.Split(c, ":")
		row.Changes = append(row.Changes, FieldChange{Field: parts[0], Live: parts[2], New: parts[1]})
	}
	return row
}

func TestARevertSetsTheFieldsThatStillHaveWhatWasWritten(t *testing.T) {
	t.Parallel()
	live := account(permission("123", "凭证1", "RxDelay=3", "ClassMode=C"))
	p := back(t, live, false, wrote("123", "Enabled:false:true", "DataRate:4:5", "RxDelay:1:3"))
	if got := p.Rows[0]; got.Action != Update || len(got.Changes) != 2 || got.Changes[0].New != "1" || got.Changes[1].Field != FieldEnabled {
		t.Errorf("got %+v", got)
	}
}

func TestARevertLeavesAValueThatChangedAfterTheRun(t *testing.T) {
	t.Parallel()
	live := account(permission("123", "凭证1", "RxDelay=7", "DataRate=5"))
	written := wrote("123", "RxDelay:1:3", "DataRate:4:5")
	p := back(t, live, false, written)
	if got := p.Rows[0]; got.Action != Stale || !strings.Contains(got.Problem.String(), "set rx delay to 3 and it is 7 now") {
		t.Errorf("got %+v", got)
	}
	p = back(t, live, true, written)
	if got := p.Rows[0]; got.Action != Update || len(got.Changes) != 2 || got.Changes[0] != (FieldChange{Field: "RxDelay", Live: "7", New: "1"}) {
		t.Errorf("with force: %+v", got)
	}
}

// The other rows are done all the same.
func TestARevertRefusesWhatCannotBeSet(t *testing.T) {
	t.Parallel()
	live := account(permission("123", "凭证1", "RxDelay=3"), permission("124", "凭证2", "RxDelay=3"), permission("125", "凭证3", "RxDelay=3"))
	p := back(t, live, false, wrote("9", "RxDelay:1:3"), wrote("123", "RxDelay::3"), wrote("124", "RxDelay:99:3"), wrote("125", "RxDelay:1:3"))
	for i, want := range []string{"was deleted", "had no value before", "cannot be set", ""} {
		if got := p.Rows[i]; (got.Action == Stale) != (want != "") || !strings.Contains(got.Problem.String(), want) {
			t.Errorf("row %d: %+v, want %q", i, got, want)
		}
	}
	p = back(t, live, true, wrote("123", "RxDelay::3"), wrote("124", "DataRate:5:4", "RxDelay::3"))
	if got := p.Rows[0]; got.Action != Stale || !strings.Contains(got.Problem.String(), "had no value before") {
		t.Errorf("with force: %+v", got)
	}
	if got := p.Rows[1]; got.Action != Update || len(got.Changes) != 1 {
		t.Errorf("with force, the other field: %+v", got)
	}
}

// A run that passed names on is brought back in the other order; a name that another permission has
// taken since is a conflict.
func TestARevertPassesNamesBack(t *testing.T) {
	t.Parallel()
	live := account(permission("1", "name_b"), permission("2", "name_c"), permission("3", "name_a2"))
	p := back(t, live, false, wrote("1", "JoinPermissionName:name_a:name_b"), wrote("2", "JoinPermissionName:name_b:name_c"))
	summary, err := p.Apply(t.Context(), t.Context(), live, ApplyOptions{Now: now})
	if err != nil || summary.Updated != 2 || live.list[0].JoinPermissionName != "name_a" || live.list[1].JoinPermissionName != "name_b" {
		t.Errorf("%v, %+v, %v", err, summary, live.calls)
	}
	p = back(t, live, false, wrote("1", "JoinPermissionName:name_a2:name_a"))
	if p.Rows[0].Action != Conflict {
		t.Errorf("got %+v", p.Rows[0])
	}
}
