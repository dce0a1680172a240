package cli

import (
	"strings"
	"testing"
	"time"
)

func TestAHintRepeatsTheCommandAsItWasTyped(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		args []string
		want string
	}{
		{[]string{"joinperm", "update", "--id", "999", "--name", "凭证_1"}, "linkwanctl joinperm update --id 999 --name 凭证_1 --debug"},
		{[]string{"joinperm", "list", "--query", "[?Enabled].It's"}, `linkwanctl joinperm list --query '[?Enabled].It'\''s' --debug`},
		{[]string{"joinperm", "get", "--profile", "", "--", "-1"}, "linkwanctl joinperm get --profile '' --debug -- -1"},
		{[]string{"joinperm", "get", "a\nb"}, "linkwanctl joinperm get … --debug"},
		{[]string{"joinperm", "get", "a\x1b[2J"}, "linkwanctl joinperm get … --debug"},
		{[]string{"joinperm", "get", strings.Repeat("1", 200)}, "linkwanctl joinperm get … --debug"},
	} {
		a := &app{System: System{Args: c.args}, command: "linkwanctl joinperm get"}
		if got := a.again("--debug"); got != c.want {
			t.Errorf("%q: got %s, want %s", c.args, got, c.want)
		}
	}
}

func TestALongerLimitIsTwiceAsLong(t *testing.T) {
	t.Parallel()
	for limit, want := range map[time.Duration]string{
		10 * time.Second: "20s", time.Minute: "2m", 45 * time.Second: "1m30s", 30 * time.Minute: "1h", 20 * time.Hour: "24h", 500 * time.Millisecond: "1s",
	} {
		if got := longer(limit); got != want {
			t.Errorf("%s: got %s, want %s", limit, got, want)
		}
	}
}
