package cli

import (
	"encoding/json"
	"fmt"
	"maps"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"linkwanctl/internal/userdir"
)

// examined runs doctor and gives the status of each check.
func examined(t *testing.T, home string, env map[string]string, args ...string) (outcome, checkup, map[string]string) {
	t.Helper()
	got := run(t.Context(), home, env, append([]string{"doctor", "-o", "json"}, args...)...)
	var c checkup
	if err := json.Unmarshal([]byte(got.stdout), &c); err != nil {
		t.Fatalf("%v: %+v", err, got)
	}
	status := map[string]string{}
	for _, one := range c.Checks {
		status[one.Name] = one.Status
		if one.Status != checkOK && one.Status != checkSkipped && len(one.WhatToDo) == 0 {
			t.Errorf("%s: %s, and nothing to do: %s", one.Name, one.Status, one.Detail)
		}
	}
	if c.ExitCode != got.code {
		t.Errorf("exit code %d, the document has %d", got.code, c.ExitCode)
	}
	return got, c, status
}

func TestDoctorFindsNothingWrong(t *testing.T) {
	t.Parallel()
	home, env := t.TempDir(), service(t)
	delete(env, "LINKWANCTL_QPS")
	env["SHELL"] = "/usr/bin/fish"
	installed := filepath.Join(home, ".config", "fish", "completions")
	if err := os.MkdirAll(installed, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(installed, "linkwanctl.fish"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	got, _, status := examined(t, home, env)
	for _, name := range []string{"settings", "credentials", "TCP", "answer", "clock", "identity", "access", "quota", "terminal", "completion"} {
		if status[name] != checkOK {
			t.Errorf("%s is %q", name, status[name])
		}
	}
	if got.code != exitDone || got.stderr != "" {
		t.Errorf("%+v", got)
	}
}

// All checks are made, whatever fails, and the exit code is that of the gravest failure.
func TestDoctorExitsByTheGravestFailure(t *testing.T) {
	t.Parallel()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	closed := "http://" + listener.Addr().String()
	_ = listener.Close()
	for name, c := range map[string]struct {
		faults string
		env    map[string]string
		exit   int
		want   string // check=status …
	}{
		"no credentials":     {"", map[string]string{"ALIBABA_CLOUD_ACCESS_KEY_ID": "", "ALIBABA_CLOUD_ACCESS_KEY_SECRET": ""}, exitConfig, "credentials=failure answer=ok identity=skipped access=skipped completion=warning"},
		"half a key":         {"", map[string]string{"ALIBABA_CLOUD_ACCESS_KEY_SECRET": ""}, exitConfig, "credentials=failure answer=ok"},
		"a wrong setting":    {"", map[string]string{"LINKWANCTL_TIMEOUT": "soon"}, exitConfig, "settings=failure credentials=ok connection=skipped access=skipped quota=warning"},
		"a wrong endpoint":   {"", map[string]string{"LINKWANCTL_ENDPOINT": "ftp://x"}, exitConfig, "settings=failure credentials=ok connection=skipped identity=skipped"},
		"a RAM user":         {"", map[string]string{"ALIBABA_CLOUD_ACCESS_KEY_ID": "sandbox-ram-id", "ALIBABA_CLOUD_ACCESS_KEY_SECRET": "sandbox-ram-secret"}, exitDenied, "identity=ok access=failure"},
		"a wrong secret":     {"", map[string]string{"ALIBABA_CLOUD_ACCESS_KEY_SECRET": "wrong"}, exitDenied, "answer=ok identity=failure access=failure"},
		"nobody listens":     {"", map[string]string{"LINKWANCTL_ENDPOINT": closed}, exitNoAnswer, "credentials=ok TCP=failure identity=skipped access=skipped"},
		"nothing is right":   {"", map[string]string{"LINKWANCTL_ENDPOINT": closed, "ALIBABA_CLOUD_ACCESS_KEY_SECRET": ""}, exitConfig, "credentials=failure TCP=failure identity=skipped"},
		"denied, then down":  {"internal/ListFreqBandPlanGroups", map[string]string{"ALIBABA_CLOUD_ACCESS_KEY_ID": "sandbox-ram-id", "ALIBABA_CLOUD_ACCESS_KEY_SECRET": "wrong"}, exitDenied, "identity=failure access=failure"},
		"it is unavailable":  {"503/ListFreqBandPlanGroups", nil, exitUnavailable, "identity=ok access=failure"},
		"the product is off": {"", map[string]string{"ALIBABA_CLOUD_ACCESS_KEY_ID": "sandbox-inactive-id", "ALIBABA_CLOUD_ACCESS_KEY_SECRET": "sandbox-inactive-secret"}, exitRefused, "access=failure"},
		"it hangs":           {"latency=1m", map[string]string{"LINKWANCTL_ATTEMPT_TIMEOUT": "50ms", "LINKWANCTL_CONNECT_TIMEOUT": "500ms"}, exitNoAnswer, "TCP=ok answer=failure"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			env := service(t)
			if c.faults != "" {
				env = service(t, c.faults)
			}
			maps.Copy(env, c.env)
			env["SHELL"] = "/bin/bash"
			begun := time.Now()
			got, _, status := examined(t, t.TempDir(), env)
			if got.code != c.exit || !strings.Contains(got.stderr, `"Code": "ChecksFailed"`) {
				t.Errorf("exit code %d, want %d: %s", got.code, c.exit, got.stdout)
			}
			for want := range strings.FieldsSeq(c.want) {
				if name, expected, _ := strings.Cut(want, "="); status[name] != expected {
					t.Errorf("%s is %q, want %q: %s", name, status[name], expected, got.stdout)
				}
			}
			if took := time.Since(begun); took > 20*time.Second {
				t.Errorf("it took %s", took)
			}
		})
	}
}

// A setting whose value is not shown, and a proxy that nothing can be asked through, are named.
func TestDoctorNamesWhatIsWrong(t *testing.T) {
	t.Parallel()
	_, c, _ := examined(t, t.TempDir(), service(t), "--profile", "")
	if detail := c.Checks[0].Detail.String(); !strings.HasPrefix(detail, "--profile: is empty") {
		t.Errorf("settings: %s", detail)
	}
	env := service(t)
	delete(env, "XDG_STATE_HOME")
	_, c, _ = examined(t, "", env, "--qps", "5")
	for _, one := range c.Checks {
		if one.Name == "quota" && (one.Status != checkWarning || !strings.Contains(one.Detail.String(), "neither "+userdir.HomeVariable()+" nor XDG_STATE_HOME is set")) {
			t.Errorf("quota: %+v", one)
		}
	}
}

// A clock that is off by more than a minute is a warning, whoever is right.
func TestDoctorComparesClocks(t *testing.T) {
	t.Parallel()
	for fault, word := range map[string]string{"date=5m": "5m0s slow", "date=-5m": "5m0s fast"} {
		got, c, status := examined(t, t.TempDir(), service(t, fault))
		if got.code != exitDone || status["clock"] != checkWarning {
			t.Errorf("%s: %+v", fault, got)
		}
		for _, one := range c.Checks {
			if said := one.Detail.String(); one.Name == "clock" && said != word && !strings.HasPrefix(said, "5m1s") && !strings.HasPrefix(said, "4m59s") {
				t.Errorf("%s: %s", fault, said)
			}
		}
	}
}

// Credentials that end are shown with their time.
func TestDoctorSaysWhenCredentialsEnd(t *testing.T) {
	t.Parallel()
	home, env := t.TempDir(), service(t)
	delete(env, "ALIBABA_CLOUD_ACCESS_KEY_ID")
	delete(env, "ALIBABA_CLOUD_ACCESS_KEY_SECRET")
	end := time.Now().Add(time.Hour)
	profile := fmt.Sprintf(`{"current":"a","profiles":[{"name":"a","mode":"OAuth","oauth_site_type":"CN","access_key_id":"sandbox-sts-id","access_key_secret":"sandbox-sts-secret","sts_token":"sandbox-security-token","sts_expiration":%d}]}`, end.Unix())
	if err := os.MkdirAll(filepath.Join(home, ".aliyun"), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(home, ".aliyun", "config.json"), []byte(profile), 0o600); err != nil {
		t.Fatal(err)
	}
	got, _, status := examined(t, home, env)
	if got.code != exitDone || status["credentials"] != checkOK || status["identity"] != checkOK || !strings.Contains(got.stdout, ", until "+end.UTC().Format(time.RFC3339)) || !strings.Contains(got.stdout, "RAM role") {
		t.Errorf("%+v", got)
	}
}
