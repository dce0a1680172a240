package cli

import (
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"linkwanctl/internal/emulator/emulatortest"
)

func settingsPath(t *testing.T, home string) string {
	t.Helper()
	return strings.TrimSpace(run(t.Context(), home, nil, "config", "path", "-o", "table").stdout)
}

// settingsOf is the settings file, "" where there is none.
func settingsOf(t *testing.T, home string) string {
	t.Helper()
	text, err := os.ReadFile(settingsPath(t, home))
	if err != nil && !os.IsNotExist(err) {
		t.Fatal(err)
	}
	return string(text)
}

func TestInitAsksChecksAndSaves(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ args, lines, want, asked string }{
		"what nobody gave":       {"", "\n\n\n\n", "contexts:\n  default:\n    region: cn-shanghai\ncurrent-context: default\n", "Region [cn-shanghai]: Instance ID, if the console shows one [–]: Profile of the aliyun CLI (a, b) [–]: Name of the context [default]:"},
		"answers":                {"", "cn-hangzhou\niot-1\nb\nprod\n", "contexts:\n  prod:\n    region: cn-hangzhou\n    profile: b\n    iot-instance-id: iot-1\ncurrent-context: prod\n", "Region"},
		"wrong answers, again":   {"", "nowhere\ncn-shanghai\n\n\nx y\nprod\n", "contexts:\n  prod:\n    region: cn-shanghai\ncurrent-context: prod\n", "nowhere: is not a region"},
		"no such profile":        {"", "\n\nc\nb\n\n", "contexts:\n  default:\n    region: cn-shanghai\n    profile: b\ncurrent-context: default\n", "c: is not a profile of the aliyun CLI: a, b"},
		"only what no flag gave": {"--region cn-hangzhou --profile a", "\nprod\n", "contexts:\n  prod:\n    region: cn-hangzhou\n    profile: a\ncurrent-context: prod\n", "Instance ID"},
		"nothing":                {"--yes --context ci --iot-instance-id iot-1", "", "contexts:\n  ci:\n    region: cn-shanghai\n    iot-instance-id: iot-1\ncurrent-context: ci\n", "checked:"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			home := t.TempDir()
			twoProfiles(t, home)
			service := emulatortest.Start(t, emulatortest.Options{})
			got := onTerminal(t.Context(), home, service.Environment(), c.lines, append([]string{"init"}, strings.Fields(c.args)...)...)
			if got.code != exitDone || settingsOf(t, home) != c.want || !strings.Contains(got.stderr, c.asked) {
				t.Errorf("%+v\nsaved %s\nwant %s", got, settingsOf(t, home), c.want)
			}
			if n := service.Received("ListFreqBandPlanGroups"); n != 1 {
				t.Errorf("%d calls, want one", n)
			}
		})
	}
}

// twoProfiles are profiles of the aliyun CLI, with the emulator's key.
func twoProfiles(t *testing.T, home string) {
	t.Helper()
	profile := `{"name":"NAME","mode":"AK","access_key_id":"sandbox-key-id","access_key_secret":"sandbox-key-secret"}`
	text := `{"current":"a","profiles":[` + strings.Replace(profile, "NAME", "a", 1) + "," + strings.Replace(profile, "NAME", "b", 1) + `]}`
	if err := os.MkdirAll(filepath.Join(home, ".aliyun"), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(home, ".aliyun", "config.json"), []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

// A context that exists is replaced only by a yes, and then as a whole.
func TestInitReplacesAContextOnlyIfToldTo(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		args, lines string
		replaced    bool
	}{
		"no": {"", "\n\nn\n", false}, "no answer": {"", "\n\n", false}, "yes": {"", "\n\ny\n", true}, "--yes": {"--yes", "", true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			home, env := t.TempDir(), service(t)
			for _, set := range []string{"set iot-instance-id iot-old --context prod", "set region cn-hangzhou --context other", "set output yaml"} {
				run(t.Context(), home, nil, append([]string{"config"}, strings.Fields(set)...)...)
			}
			before := settingsOf(t, home)
			args := append([]string{"init", "--context", "prod", "--region", "cn-shanghai", "-o", "table"}, strings.Fields(c.args)...)
			got := onTerminal(t.Context(), home, env, c.lines, args...)
			after := settingsOf(t, home)
			switch {
			case !c.replaced && (after != before || got.code != exitUsage):
				t.Errorf("%+v: %s", got, after)
			case c.replaced && (got.code != exitDone || strings.Contains(after, "iot-old") || !strings.Contains(after, "region: cn-hangzhou") || !strings.Contains(after, "output: yaml") || !strings.Contains(after, "current-context: prod")):
				t.Errorf("%+v: %s", got, after)
			}
		})
	}
}

// Nothing is saved if the check fails, unless it is not made.
func TestInitSavesNothingIfTheCheckFails(t *testing.T) {
	t.Parallel()
	service := emulatortest.Start(t, emulatortest.Options{})
	env := service.Environment()
	env["ALIBABA_CLOUD_ACCESS_KEY_SECRET"] = "wrong"
	home := t.TempDir()
	got := run(t.Context(), home, env, "init", "--yes")
	if got.code != exitDenied || settingsOf(t, home) != "" || !strings.Contains(got.stderr, "nothing, since the check failed") || !strings.Contains(got.stderr, "linkwanctl init --yes --no-check") {
		t.Errorf("%+v", got)
	}
	if got := run(t.Context(), home, nil, "init", "--yes"); got.code != exitConfig || settingsOf(t, home) != "" {
		t.Errorf("without credentials: %+v", got)
	}
	if got := run(t.Context(), home, env, "init", "--yes", "--region", "nowhere"); got.code != exitUsage || settingsOf(t, home) != "" {
		t.Errorf("a wrong region: %+v", got)
	}
	if got := run(t.Context(), home, env, "init", "--yes", "--context", "a b"); got.code != exitUsage || settingsOf(t, home) != "" {
		t.Errorf("a wrong name: %+v", got)
	}
	if got := run(t.Context(), "", env, "init", "--yes", "--no-check"); got.code != exitConfig || strings.Contains(got.stderr, "config unset") {
		t.Errorf("without a home directory: %+v", got)
	}
	if got := run(t.Context(), home, env, "init"); got.code != exitUsage || settingsOf(t, home) != "" {
		t.Errorf("without a terminal and --yes: %+v", got)
	}
	before := service.Received("ListFreqBandPlanGroups")
	got = run(t.Context(), home, env, "init", "--yes", "--no-check", "-o", "json")
	var document initiated
	if err := json.Unmarshal([]byte(got.stdout), &document); err != nil || document.Context != "default" || document.Checked || settingsOf(t, home) == "" {
		t.Errorf("%v: %+v", err, got)
	}
	if service.Received("ListFreqBandPlanGroups") != before {
		t.Error("--no-check makes a call")
	}
}

// What a person answered need not be typed again: the hints have it, and check what failed.
func TestInitsHintsHaveTheAnswers(t *testing.T) {
	t.Parallel()
	env := emulatortest.Start(t, emulatortest.Options{}).Environment()
	delete(env, "ALIBABA_CLOUD_ACCESS_KEY_ID")
	delete(env, "ALIBABA_CLOUD_ACCESS_KEY_SECRET")
	home := t.TempDir()
	if got := run(t.Context(), home, env, "init", "--yes", "--no-check"); got.code != exitDone {
		t.Fatalf("%+v", got)
	}
	got := onTerminal(t.Context(), home, env, "cn-hangzhou\niot-1\n\nprod\n", "init")
	for _, want := range []string{
		"check each step:  linkwanctl doctor --no-context --region cn-hangzhou --iot-instance-id iot-1\n",
		"to save it anyway:  linkwanctl init --region cn-hangzhou --iot-instance-id iot-1 --context prod --yes --no-check\n",
	} {
		if got.code != exitConfig || !strings.Contains(strings.ReplaceAll(got.stderr, "\x1b[0m", ""), want) {
			t.Errorf("want %q in %+v", want, got)
		}
	}
}

// The sandbox says nothing of an account, so it checks none.
func TestInitIsForAnAccount(t *testing.T) {
	t.Parallel()
	home := t.TempDir()
	got := run(t.Context(), home, nil, "--sandbox", "init", "--yes")
	if got.code != exitUsage || settingsOf(t, home) != "" || !strings.Contains(got.stderr, "linkwanctl --sandbox joinperm list") {
		t.Errorf("%+v, saved %s", got, settingsOf(t, home))
	}
}

// Input that ends and Ctrl-C leave nothing behind, not even an empty file.
func TestInitThatIsInterruptedLeavesNothing(t *testing.T) {
	t.Parallel()
	service := emulatortest.Start(t, emulatortest.Options{})
	home := t.TempDir()
	if got := onTerminal(t.Context(), home, service.Environment(), "cn-shanghai\n", "init"); got.code != exitUsage || !strings.Contains(got.stderr, "no answer; nothing was changed") {
		t.Errorf("%+v", got)
	}
	ctx, cancel := context.WithCancelCause(t.Context())
	arrived := service.Hold("ListFreqBandPlanGroups", 1)
	go func() {
		<-arrived
		cancel(Interruption{syscall.SIGINT})
	}()
	if got := run(ctx, home, service.Environment(), "init", "--yes"); got.code != exitInterrupted {
		t.Errorf("%+v", got)
	}
	if _, err := os.Stat(filepath.Dir(settingsPath(t, home))); !os.IsNotExist(err) {
		t.Errorf("something is left: %v", err)
	}
}
