package config

import (
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"linkwanctl/internal/i18n"
)

func TestMistakesInTheFileAreToldWithTheirPlace(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		text string
		told []string
	}{
		{"regoin: cn-shanghai\n", []string{"FILE:1:1 regoin is not a setting: did you mean region?"}},
		{"context: prod\n", []string{"FILE:1:1 context is not a setting: did you mean current-context?"}},
		{"current_context: prod\n", []string{"FILE:1:1 current_context is not a setting: did you mean current-context?"}},
		{"sandbox: true\n", []string{"FILE:1:1 sandbox cannot be set in the file: use --sandbox or LINKWANCTL_SANDBOX"}},
		{"config: x\n", []string{"FILE:1:1 config cannot be set in the file: use --config or LINKWANCTL_CONFIG"}},
		{"output: json\n\noutput: yaml\n", []string{"FILE:3:1 output is already given on line 1"}},
		{"timeout: 30\n", []string{"FILE:1:10 30 must be a duration such as 30s or 2m: did you mean 30s?"}},
		{"timeout: true\n", []string{"FILE:1:10 true must be a duration such as 30s or 2m"}},
		{"max-attempts: many\n", []string{"FILE:1:15 many must be 1 to 20"}},
		{"profile: 123\n", []string{"FILE:1:10 profile must be text: put the value in quotes"}},
		{"profile: [a]\n", []string{"FILE:1:10 profile must be a single value"}},
		{"profile:\n", []string{"FILE:1:9 profile has no value"}},
		{"profile: !!binary YWJj\n", []string{"FILE:1:10 profile must not have a YAML tag"}},
		{"output: ''\n", []string{"FILE:1:9 is empty"}},
		{"? [a]\n: 1\n", []string{"FILE:1:3 is not a valid key"}},
		{"<<: {region: x}\n", []string{"FILE:1:1 << is not a setting"}},
		{"contexts: 5\n", []string{"FILE:1:11 must be a map of contexts"}},
		{"contexts:\n  lab: 5\n", []string{"FILE:2:8 must be a map of settings"}},
		{"contexts:\n  a b: {}\n", []string{"FILE:2:3 a b must be 1 to 64 letters, digits, '_', '-' or '.'"}},
		{"contexts:\n  lab: {}\n  lab: {}\n", []string{"FILE:3:3 lab is already given on line 2"}},
		{"contexts:\n  lab:\n    output: json\n", []string{"FILE:3:5 output is not a setting of a context: set it at the top level"}},
		{"contexts:\n  lab: {endpont: h}\n", []string{"FILE:2:9 endpont is not a setting of a context: region, endpoint, profile or iot-instance-id: did you mean endpoint?"}},
		{"contexts:\n  lab: {region: Mars}\n", []string{"FILE:2:17 Mars is not a region: cn-shanghai or cn-hangzhou"}},
		{"contexts: {lab: {}}\ncurrent-context: lba\n", []string{"FILE:2:18 lba is not a context of FILE: lab: did you mean lab?"}},
		{"- a\n", []string{"FILE:1:1 is not a setting such as \"region: cn-shanghai\""}},
		{"region cn-shanghai\n", []string{"FILE:1:1 is not a setting such as \"region: cn-shanghai\""}},
		{"output: json\n---\noutput: yaml\n", []string{"FILE:2:1 starts a second YAML document; a settings file has only one"}},
		{"profile: &p prod\ncontexts: {a: {profile: *p}}\n", []string{"FILE:1:10 is a YAML anchor or alias, which is not supported: write the value itself"}},
		{"profile: *test-secret\n", []string{"FILE has a YAML alias, which is not supported: write the value itself"}},
		{"contexts:\n\tlab: {}\n", []string{"FILE:2:1 is a tab: indent YAML with spaces"}},
		{"contexts:\n  lab:\n  \tregion: x\n", []string{"FILE:3:3 is a tab: indent YAML with spaces"}},
		{"a: b: c\n", []string{"FILE:1 is not valid YAML: mapping values are not allowed in this context"}},
		{"output: json\na: b: c\n", []string{"FILE:2 is not valid YAML: mapping values are not allowed in this context"}},
		{"output: json\n- a\n", []string{"FILE:2 is not valid YAML: did not find expected key"}},
		{"output: json\ncontexts: {\n", []string{"FILE:2 is not valid YAML: did not find expected node content"}},
		{"output: \"\\q\"\n", []string{"FILE:1 is not valid YAML: found unknown escape character"}},
		{"output: json\n# \xff\n", []string{"FILE:2:3 is not UTF-8 text"}},
		{"output: json\nprofile: a\x1bb\n", []string{"FILE:2:11 is the control character U+001B, which is not allowed"}},
		{"# " + strings.Repeat("x", 128<<10), []string{"FILE is larger than 128 KiB"}},
		{"b: 1\noutput: 2\ntimeout: 0s\ncontexts: {x: {y: 1}}\n", []string{
			"FILE:1:1 b is not a setting",
			"FILE:2:9 output must be text: put the value in quotes",
			"FILE:3:10 0s must be more than 0s",
			"FILE:4:16 y is not a setting of a context: region, endpoint, profile or iot-instance-id"}},
	} {
		if got := newWorld(t).file(c.text).problems(); strings.Join(got, "\n") != strings.Join(c.told, "\n") {
			t.Errorf("%.60q\ngot  %q\nwant %q", c.text, got, c.told)
		}
	}
}

func TestFilesThatSayNothingAreNoMistake(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"", "\n\n", "# only this\n", "---\n", "{}\n", "contexts:\n", "contexts: {a: }\n", "\ufeffoutput: table\n", "output: table\r\ntimeout: 60s\r\n", "profile: ''\n"} {
		wantLines(t, newWorld(t).file(text).problems())
	}
}

func TestSecretsInTheFileAreRefusedAndNeverRepeated(t *testing.T) {
	t.Parallel()
	const value = "test-secret-value-0123456789"
	for _, text := range []string{
		"access-key-secret: V\n", "accessKeySecret: V\n", "ACCESS_KEY_ID: V\n", "security-token: V\n", "sk: V\n", "password: {x: V}\n",
		"contexts: {prod: {access-key-id: V}}\n", "contexts: {access-key-secret: V}\n", "alibaba_cloud_access_key_secret: V\n",
	} {
		w := newWorld(t).file(strings.ReplaceAll(text, "V", value))
		got := strings.Join(w.problems(), "\n")
		if !strings.Contains(got, `looks like a credential, which does not belong in this file: see "linkwanctl help credentials"`) || strings.Contains(got, value) {
			t.Errorf("%q: %s", text, got)
		}
	}
	for _, text := range []string{"V: 1\n", "unknown: V\n", "{region, V}\n", "access-key-secret=V: 1\n", "access-key-secret:V\n", "profile: *V\n", "x: [V\n", "x: V: V\n",
		"contexts: {prod: {V: V}}\n", "contexts: {prod: V}\n", "endpoint: https://me:V@h\n", "profile: &V x\n", "profile: !V x\n", "? [V]\n: V\n"} {
		w := newWorld(t).file(strings.ReplaceAll(text, "V", value))
		if got := strings.Join(w.problems(), "\n"); got == "" || strings.Contains(got, value) {
			t.Errorf("%q: %s", text, got)
		}
	}
}

func TestManyMistakesAreBounded(t *testing.T) {
	t.Parallel()
	got := newWorld(t).file(strings.Repeat("x: 1\n", 10000)).problems()
	if len(got) != mostProblems+1 || got[mostProblems] != "FILE has more than 50 mistakes" {
		t.Errorf("%d problems, the last %q", len(got), got[len(got)-1])
	}
}

func TestSettingsThatOthersCanChangeAreWarnedOf(t *testing.T) {
	t.Parallel()
	if runtime.GOOS == "windows" {
		t.Skip("no such modes")
	}
	for mode, warning := range map[os.FileMode]string{
		0o600: "", 0o400: "", 0o700: "", 0o644: "", 0o444: "", 0o620: "FILE can be changed by other users (mode 0620): run chmod 600 on it", 0o666: "FILE can be changed by other users (mode 0666): run chmod 600 on it",
	} {
		w := newWorld(t).file("output: json\n")
		if err := os.Chmod(w.path(), mode); err != nil {
			t.Fatal(err)
		}
		want(t, strings.ReplaceAll(strings.Join(i18n.Strings(w.load().Warnings()), ";"), w.path(), "FILE"), warning)
	}
}

func TestPathFollowsFlagEnvironmentXDGAndHome(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	home, xdg, below := w.home, t.TempDir(), w.path()
	for _, c := range []struct{ flag, env, xdg, home, expected string }{
		{"f", "e", xdg, home, "f"},
		{"", "e", xdg, home, "e"},
		{"", "", xdg, home, filepath.Join(xdg, "linkwanctl", "config.yaml")},
		{"", "", "x", home, below},
		{"", "", "", home, below},
		{"", "", ".", ".", ""},
		{"", "", "", "", ""},
	} {
		w.flags = map[string]string{}
		if c.flag != "" {
			w.flags["config"] = c.flag
		}
		w.env["LINKWANCTL_CONFIG"], w.env["XDG_CONFIG_HOME"], w.home = c.env, c.xdg, c.home
		got, err := Path(w.options())
		want(t, got, c.expected)
		if (err != nil) != (c.expected == "") {
			t.Errorf("%+v: %v", c, err)
		}
	}
}

func TestNoOptionsAtAllGiveTheDefaults(t *testing.T) {
	t.Parallel()
	c, err := Load(Options{})
	if err != nil || c.Settings().Region != "cn-shanghai" {
		t.Errorf("%+v, %v", c.Settings(), err)
	}
}

// The working directory is the process's: this test stands alone.
func TestAFileInTheWorkingDirectoryIsNeverRead(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"config.yaml", ".config.yaml", "linkwanctl.yaml", ".linkwanctl.yaml", "config", "config.json", "config.toml", ".env",
		"linkwanctl/config.yaml", ".config/linkwanctl/config.yaml"} {
		if err := os.MkdirAll(filepath.Dir(filepath.Join(dir, name)), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, name), []byte("output: json\n"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	t.Chdir(dir)
	w := newWorld(t)
	for _, home := range []string{w.home, "", "."} {
		for _, xdg := range []string{"", ".", "./"} {
			w.home, w.env["XDG_CONFIG_HOME"] = home, xdg
			want(t, w.load().Settings().Output, "table")
		}
	}
}

func TestANamedFileMustExist(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.env["LINKWANCTL_CONFIG"] = "/nowhere/at\x1ball.yaml"
	wantLines(t, w.problems(), "LINKWANCTL_CONFIG /nowhere/at\x1ball.yaml contains an unprintable character")
	w.env["LINKWANCTL_CONFIG"] = "/nowhere/at/all.yaml"
	wantLines(t, w.problems(), "LINKWANCTL_CONFIG /nowhere/at/all.yaml does not exist")
	w.flags["config"] = "/nowhere/else.yaml"
	_, err := Load(w.options())
	var e *Error
	if !errors.As(err, &e) || !e.AllFromFlags() || e.Error() != "--config /nowhere/else.yaml does not exist" {
		t.Errorf("got %v", err)
	}
	w.flags["config"] = w.home
	wantLines(t, w.problems(), w.home+" cannot be read: is a directory")
}
