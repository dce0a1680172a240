package emulator

import (
	"os"
	"strings"
	"testing"
)

// The page for users has the same samples, examples, keys, orders, groups
// and faults as the code.
func TestPageTellsWhatTheCodeDoes(t *testing.T) {
	t.Parallel()
	raw, err := os.ReadFile("../../docs/emulator.md")
	if err != nil {
		t.Fatal(err)
	}
	page := string(raw)
	has := func(parts ...string) {
		t.Helper()
		if line := "| " + strings.Join(parts, " | ") + " |"; !strings.Contains(page, line) {
			t.Errorf("the page lacks %s", line)
		}
	}
	for _, e := range Examples() {
		has("`"+e.Flags()+"`", e.Code, e.Why)
	}
	for _, r := range samples() {
		state := map[string]string{"true": "enabled", "false": "disabled"}[string(r.Enabled)]
		has(string(r.JoinPermissionID), string(r.JoinPermissionName), string(r.ClassMode), string(r.FreqBandPlanGroupID),
			string(r.RxDelay)+" s", string(r.DataRate), string(r.JoinEUI), state, string(r.NodesCnt))
	}
	for _, o := range sampleOrders() {
		has(string(o.OrderID), string(o.JoinPermissionID), o.OwnerAliyunID, o.RenterAliyunID, o.OrderState)
	}
	for _, g := range nodeGroups() {
		if line := "| " + g.id + " | " + g.name + " | " + g.account + " | "; !strings.Contains(page, line) {
			t.Errorf("the page lacks %s", line)
		}
	}
	for _, k := range knownKeys() {
		has("`"+k.credential.AccessKeyID()+"`", "`"+k.credential.AccessKeySecret()+"`")
	}
	for _, k := range FaultKinds() {
		if !strings.Contains(page, "| `"+k.Name) {
			t.Errorf("the page lacks the fault %s", k.Name)
		}
	}
}
