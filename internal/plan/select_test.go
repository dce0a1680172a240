package plan

import "testing"

// Three of five were agreed to. One of them has changed since: the fourth does not take its place.
func TestStaleRowLetsNoOtherOneIn(t *testing.T) {
	t.Parallel()
	live, wants := many(5)
	agreed := live.plans(t, wants...).Select(func(r Row) bool { return r.ID != "1" }, 2)
	expect(t, "selected", told(agreed.Selected()), []string{"update 2 p_000002 ClassMode:A>C", "update 3 p_000003 ClassMode:A>C"})
	live.list[1].ClassMode = "B"
	live.list[0].ClassMode, live.list[4].ClassMode = "B", "B" // nor do these count as stale
	checked, err := agreed.Check(t.Context(), live)
	if err != nil {
		t.Fatal(err)
	}
	_, report := applied(t, checked, live, ApplyOptions{})
	expect(t, "calls", live.calls, []string{"update 3"})
	expect(t, "report", report.rows(), []string{
		"fleet.yaml:1:1 skipped 1: not selected", "fleet.yaml:2:1 stale 2 Stale", "fleet.yaml:3:1 updated 3",
		"fleet.yaml:4:1 skipped 4: --limit reached", "fleet.yaml:5:1 skipped 5: --limit reached",
	})
}
