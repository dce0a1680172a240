package cli

import (
	"runtime"
	"strings"
	"testing"
	"time"
)

func TestAHintRepeatsTheCommandAsItWasTyped(t *testing.T) {
	t.Parallel()
	its, nothing := `'[?Enabled].It'\''s'`, "''"
	if runtime.GOOS == "windows" {
		its, nothing = `"[?Enabled].It's"`, `""`
	}
	for _, c := range []struct {
		args []string
		want string
	}{
		{[]string{"joinperm", "update", "--id", "999", "--name", "凭证_1"}, "linkwanctl joinperm update --id 999 --name 凭证_1 --debug"},
		{[]string{"joinperm", "list", "--query", "[?Enabled].It's"}, "linkwanctl joinperm list --query " + its + " --debug"},
		{[]string{"joinperm", "get", "--profile", "", "--", "-1"}, "linkwanctl joinperm get --profile " + nothing + " --debug -- -1"},
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

// cmd and PowerShell read the same between double quotes but for some characters.
func TestAWordIsQuotedForTheShellsOfWindows(t *testing.T) {
	t.Parallel()
	for word, want := range map[string]string{
		`C:\Users\u\fleet.yaml`: `C:\Users\u\fleet.yaml`, "": `""`, "two words": `"two words"`, "a,b": `"a,b"`, "@file": `"@file"`, "凭证_1": "凭证_1",
		"it's": `"it's"`, "a&b|c": `"a&b|c"`, `a"b`: `"a\"b"`,
	} {
		if got := windowsWord(word); got != want {
			t.Errorf("%s: got %s, want %s", word, got, want)
		}
	}
	for _, typed := range []string{`"50%"`, `"$HOME"`, "\"a`b\"", `"a\"b"`, `"C:\dir name\"`, "“a”"} {
		if isSameInShellsOfWindows(typed) {
			t.Errorf("%s is shown to be pasted", typed)
		}
	}
}

// A flag that takes one value refuses a second one.
func TestAHintReplacesTheFlagsThatWereTyped(t *testing.T) {
	t.Parallel()
	for typed, want := range map[string]string{
		"joinperm get 1 --timeout 2s --region cn-hangzhou": "linkwanctl joinperm get 1 --region cn-hangzhou --timeout 4s",
		"joinperm get --timeout=2s 1":                      "linkwanctl joinperm get 1 --timeout 4s",
		"joinperm get --debug 1 -- --timeout 2s":           "linkwanctl joinperm get --debug 1 --timeout 4s -- --timeout 2s",
	} {
		a := &app{System: System{Args: strings.Fields(typed)}}
		if got := a.again("--timeout 4s"); got != want {
			t.Errorf("%s: got %s, want %s", typed, got, want)
		}
	}
	a := &app{System: System{Args: strings.Fields("--debug joinperm get 1")}}
	if got, want := a.again("--debug"), "linkwanctl joinperm get 1 --debug"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

// What a hint proposes goes where the command went.
func TestAHintNamesTheTargetThatWasTyped(t *testing.T) {
	t.Parallel()
	for typed, want := range map[string]string{
		"joinperm update --id 9 --class-mode A":                     "linkwanctl joinperm list",
		"--sandbox joinperm update --id 9 --class-mode A":           "linkwanctl joinperm list --sandbox",
		"joinperm get 9 --profile prod --region=cn-hangzhou":        "linkwanctl joinperm list --profile prod --region=cn-hangzhou",
		"joinperm get 9 --no-profile --endpoint http://127.0.0.1:1": "linkwanctl joinperm list --no-profile --endpoint http://127.0.0.1:1",
		"joinperm get 9 --iot-instance-id i -o json -- --sandbox":   "linkwanctl joinperm list --iot-instance-id i",
		"joinperm get 9 --context " + strings.Repeat("c", 200):      "linkwanctl joinperm list",
	} {
		a := &app{System: System{Args: strings.Fields(typed)}}
		if got := a.other("joinperm list"); got != want {
			t.Errorf("%s: got %s, want %s", typed, got, want)
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
