package cli

import (
	"encoding/json"
	"path/filepath"
	"strings"
	"testing"
)

// An empty value is what an unset variable leaves in a script: it must not turn a call to another
// identity, service or context. Who means that says so.
func TestAnEmptyFlagIsNoChoice(t *testing.T) {
	t.Parallel()
	for flag, meant := range map[string]string{
		"profile": "--no-profile", "endpoint": "--endpoint default", "context": "--no-context", "region": "", "iot-instance-id": "", "config": "", "sandbox": "",
	} {
		for _, command := range []string{"joinperm update --id 123 --class-mode A --dry-run", "auth status", "config list"} {
			home := t.TempDir()
			withIdentities(t, home)
			for _, form := range [][]string{{"--" + flag + "="}, {"--" + flag, ""}} {
				if flag == "sandbox" && len(form) == 2 {
					continue // it takes no value with a blank
				}
				got := run(t.Context(), home, map[string]string{"LINKWANCTL_ENDPOINT": "http://127.0.0.1:1"}, append(strings.Fields(command), form...)...)
				if got.code != exitUsage || !strings.Contains(strings.Join(strings.Fields(got.stderr), " "), "--"+flag+" is empty") || !strings.Contains(got.stderr, meant) {
					t.Errorf("%s %q: %+v", command, form, got)
				}
			}
		}
	}
	home := t.TempDir()
	withIdentities(t, home)
	before := files(t, home)
	for _, args := range [][]string{
		{"config", "set", "region", "cn-hangzhou", "--context", ""}, {"config", "unset", "profile", "--context="}, {"config", "unset", "--context", ""}, {"config", "set", "profile", ""},
		{"config", "set", "endpoint", "", "--context", "lab"}, {"config", "set", "context", ""}, {"config", "use-context", ""},
		{"config", "unset", "", "--context", "one"}, {"config", "unset", ""},
	} {
		got := run(t.Context(), home, nil, args...)
		if got.code != exitUsage || !strings.Contains(got.stderr, "is empty") || !strings.Contains(got.stderr, "nothing was changed") {
			t.Errorf("%q: %+v", args, got)
		}
	}
	for path, text := range files(t, home) {
		if text != before[path] {
			t.Errorf("%s was changed: %s", path, text)
		}
	}
}

func TestNoProfileContextOrEndpointIsChosenOnPurpose(t *testing.T) {
	t.Parallel()
	home := t.TempDir()
	withIdentities(t, home)
	env := map[string]string{"ALIBABA_CLOUD_ACCESS_KEY_ID": "test-env-id", "ALIBABA_CLOUD_ACCESS_KEY_SECRET": "test-env-secret"}
	for args, want := range map[string][]string{
		"":                          {"one", "http://127.0.0.1:1"},
		"--no-profile":              {"", "http://127.0.0.1:1"}, // the keys of the environment
		"--no-profile=false":        {"one", "http://127.0.0.1:1"},
		"--no-context":              {"two", "https://gate.example.invalid"},
		"--no-context --no-profile": {"", "https://gate.example.invalid"},
		"--endpoint default":        {"one", "https://linkwan.cn-shanghai.aliyuncs.com"},
		"--endpoint default --region cn-hangzhou": {"one", "https://linkwan.cn-hangzhou.aliyuncs.com"},
		"--no-context --endpoint default":         {"two", "https://linkwan.cn-shanghai.aliyuncs.com"},
	} {
		got := run(t.Context(), home, env, append([]string{"auth", "status", "-o", "json"}, strings.Fields(args)...)...)
		var status authStatus
		if err := json.Unmarshal([]byte(got.stdout), &status); err != nil || status.Profile != want[0] || status.Endpoint != want[1] || (want[0] == "") != (status.Source == "environment") {
			t.Errorf("%s: %+v, want %q", args, got, want)
		}
	}
	for args, want := range map[string]string{"--profile one --no-profile": "--no-profile", "--context lab --no-context": "--no-context"} {
		got := run(t.Context(), home, env, append([]string{"auth", "status"}, strings.Fields(args)...)...)
		if got.code != exitUsage || !strings.Contains(got.stderr, want) {
			t.Errorf("%s: %+v", args, got)
		}
	}
	// An empty variable is not set, as everywhere; the word is one of the variable and the file
	// too.
	env["LINKWANCTL_PROFILE"], env["LINKWANCTL_CONTEXT"], env["LINKWANCTL_ENDPOINT"] = "", "", "default"
	if got := run(t.Context(), home, env, "auth", "status", "-o", "json", "--query", "[Profile, Endpoint]"); got.code != exitDone || !strings.Contains(got.stdout, `"one"`) || !strings.Contains(got.stdout, "linkwan.cn-shanghai") {
		t.Errorf("by variables: %+v", got)
	}
	delete(env, "LINKWANCTL_ENDPOINT")
	if got := run(t.Context(), home, env, "config", "set", "endpoint", "default", "--context", "lab"); got.code != exitDone {
		t.Errorf("%+v", got)
	}
	if got := run(t.Context(), home, env, "config", "get", "endpoint"); got.stdout != "linkwan.cn-shanghai.aliyuncs.com\n" {
		t.Errorf("by the file: %+v", got)
	}
}

// withIdentities gives a home two profiles and a context in use that names one.
func withIdentities(t *testing.T, home string) {
	t.Helper()
	write(t, settingsIn(home),
		"profile: two\nendpoint: gate.example.invalid\ncurrent-context: lab\ncontexts:\n  lab:\n    profile: one\n    endpoint: http://127.0.0.1:1\n")
	write(t, filepath.Join(home, ".aliyun", "config.json"), `{"current":"two","profiles":[
		{"name":"one","mode":"AK","access_key_id":"test-key-one","access_key_secret":"test-secret-one"},
		{"name":"two","mode":"AK","access_key_id":"test-key-two","access_key_secret":"test-secret-two"}]}`)
}

// Neither a file nor a setting is chosen by an empty name, and what is said of an
// empty value is true of the command.
func TestAnEmptyNameIsNoFileAndNoSetting(t *testing.T) {
	t.Parallel()
	for _, given := range []struct {
		args []string
		want string
	}{
		{[]string{"emulator", "reset", "--data", ""}, "--data    is empty: pass a file name\n"},
		{[]string{"emulator", "--listen", "127.0.0.1:0", "--data="}, "--data    is empty: pass a file name\n"},
		{[]string{"joinperm", "diff", "-f", ""}, "--file    is empty: pass a file name\n"},
		{[]string{"joinperm", "apply", "--yes", "-f", "fleet.yaml", "-f", ""}, "--file    is empty: pass a file name\n"},
		{[]string{"config", "get", ""}, "unknown setting"},
		{[]string{"config", "set", "profile", ""}, "is empty; to remove it from the file:  linkwanctl config unset profile\n"},
		{[]string{"joinperm", "get", ""}, "  the argument  is empty\n"},
		{[]string{"freqband", "get", ""}, "  the argument  is empty\n"},
		{[]string{"joinperm", "get", "--name-is", ""}, "--name-is    is empty\n"},
		{[]string{"joinperm", "order", "submit", "123", "--renter", ""}, "--renter    is empty\n"},
		{[]string{"joinperm", "order", "submit", "123", "--renter", "a", "--wait="}, "--wait is empty: it takes a duration such as 30s or 10m\n"},
		{[]string{"joinperm", "create", "--name", "", "--class-mode", "A", "--freq-band-plan-group-id", "101"}, "--name    is empty\n"},
		{[]string{"joinperm", "update", "123", "--class-mode", ""}, "--class-mode    is empty; leave it out to keep the current value\n"},
		{[]string{"emulator", "--listen", ""}, "--listen    must be a loopback address"},
		{[]string{"emulator", "--fault", ""}, "--fault    \"\" is not a kind of fault"},
	} {
		env := map[string]string{"LINKWANCTL_ENDPOINT": "http://127.0.0.1:1"}
		if got := run(t.Context(), t.TempDir(), env, given.args...); got.code != exitUsage || !strings.Contains(got.stderr, given.want) {
			t.Errorf("%q: %+v, want %q", given.args, got, given.want)
		}
	}
}

// An unset variable without quotes makes a flag's value of the flag after it.
func TestAFlagIsNoValueOfAnother(t *testing.T) {
	t.Parallel()
	env := map[string]string{"LINKWANCTL_ENDPOINT": "http://127.0.0.1:1"}
	for args, want := range map[string]string{
		"joinperm order submit 123 --renter --wait 3s":    "--renter    needs a value, but --wait=3s follows\n",
		"joinperm delete --id --yes":                      "--id    needs a value, but --yes follows\n",
		"joinperm disable 123 --iot-instance-id -q":       "--iot-instance-id    needs a value, but -q follows\n",
		"joinperm update 123 --name --rx-delay=3":         "--name    needs a value, but --rx-delay=3 follows\n",
		"joinperm export -f --force":                      "--file    needs a value, but --force follows\n",
		"joinperm list --endpoint --profile --query --":   "--endpoint    needs a value, but --profile follows\n",
		"config set region cn-shanghai --context --quiet": "--context    needs a value, but --quiet follows\n",
	} {
		if got := run(t.Context(), t.TempDir(), env, strings.Fields(args)...); got.code != exitUsage || !strings.Contains(got.stderr, want) {
			t.Errorf("%s: %+v, want %q", args, got, want)
		}
	}
	for _, args := range []string{"joinperm update 123 --name -- --dry-run", "joinperm list --query -x"} {
		if got := run(t.Context(), t.TempDir(), env, strings.Fields(args)...); strings.Contains(got.stderr, "has no value") {
			t.Errorf("%s: %+v", args, got)
		}
	}
}
