package emulator

import (
	"fmt"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"linkwanctl/internal/catalogue"
)

// The page for users has the same samples, examples, keys, orders, groups, faults and figures as
// the code.
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
	for _, g := range gateways() {
		has(g.GwEUI, g.Name, g.account, g.OnlineState, strconv.FormatBool(g.Enabled), g.City)
	}
	for _, n := range notifications() {
		has(n.NotificationID, n.Category, n.account, n.HandleState)
	}
	for _, k := range knownKeys(Owner()) {
		has("`"+k.credential.AccessKeyID()+"`", "`"+k.credential.AccessKeySecret()+"`")
	}
	for _, figure := range []string{
		fmt.Sprintf("all %d actions of the API", len(catalogue.Names())), actionWhoAmI, // STS has that one
		fmt.Sprintf("A list has %d items", generatedItems),
		fmt.Sprintf("for %.0f minutes, without a key", downloadTime.Minutes()),
		fmt.Sprintf("quota of %d requests a second", DefaultQPS),
		fmt.Sprintf("have the IDs from %d on, new orders those from %d on", lastSampleID+1, lastSampleOrder+1),
		fmt.Sprintf("has a Limit of 0 to %d", maxLimit),
		fmt.Sprintf("wait for up to %.0f s", lockWait.Seconds()),
		fmt.Sprintf("remembered for %.0f minutes, the latest 65 536 of them", nonceLife.Minutes()),
		fmt.Sprintf("tolerance of %.0f minutes", clockTolerance.Minutes()),
		fmt.Sprintf("within %.0f minutes", strikeTime.Minutes()),
		fmt.Sprintf("`slow-body[=%s]`", slowBody),
		"`" + sampleInstance + "`", "`" + publicInstance + "`", "`" + reservedName + "`", limitName, "emulator.db" + noteSuffix,
		"`" + codeWebPage + "`", "`" + codeTooLarge + "` (413)",
	} {
		if !strings.Contains(page, figure) {
			t.Errorf("the page lacks %q", figure)
		}
	}
	if maxNonces != 65_536 {
		t.Errorf("%d nonces are remembered, the page has another number", maxNonces)
	}
	for _, k := range FaultKinds() {
		if !strings.Contains(page, "| `"+k.Name) {
			t.Errorf("the page lacks the fault %s", k.Name)
		}
	}
}

// The pages list every action of the API once, below what it does: whoever adds a handler moves the
// action's name.
func TestPagesSayWhichActionsKeepState(t *testing.T) {
	t.Parallel()
	for path, title := range map[string]string{"../../docs/emulator.md": "## Actions\n", "../../docs/zh-CN/emulator.md": "## 接口\n"} {
		raw, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		_, section, _ := strings.Cut(string(raw), title)
		section, _, _ = strings.Cut(section, "\n## ")
		parts := strings.Split(section, "\n**") // before the first, stored, generated, accepted
		if len(parts) != 4 {
			t.Fatalf("%s: %d parts", path, len(parts))
		}
		var want [4][]string
		for _, action := range catalogue.Names() {
			part := 3
			switch {
			case isOwn(action):
				part = 1
			case isRead(action):
				part = 2
			}
			want[part] = append(want[part], action)
		}
		for i := 1; i < len(parts); i++ {
			paragraph, _, _ := strings.Cut(parts[i], "\n\n")
			got := slices.DeleteFunc(regexp.MustCompile(`[A-Z]\w+`).FindAllString(paragraph, -1), func(word string) bool {
				return !slices.Contains(catalogue.Names(), word)
			})
			slices.Sort(got)
			if !slices.Equal(got, want[i]) {
				t.Errorf("%s lists %q, want %q", path, got, want[i])
			}
		}
	}
}
