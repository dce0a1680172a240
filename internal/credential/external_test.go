package credential

import (
	"context"
	"encoding/json"
	"errors"
	"net"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"linkwanctl/internal/i18n"
	"linkwanctl/internal/secret"
)

func external(w *world, args ...string) *Source {
	w.t.Helper()
	w.profiles(object{"name": "ext", "mode": "External", "process_command": helperCommand(args...)})
	return w.must("")
}

func printed(expiration string) string {
	text, _ := json.Marshal(object{
		"mode": "StsToken", "access_key_id": "STS.ext", "access_key_secret": "ext-secret", "sts_token": "ext-token", "expiration": expiration,
	})
	return string(text)
}

func TestACommandsCredentialsAreKeptUntilTheyExpire(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		expiration string
		later      time.Duration
		refresh    bool
		runs       int
	}{
		"still good":         {in(time.Hour), 50 * time.Minute, false, 1},
		"about to expire":    {in(time.Hour), 58 * time.Minute, false, 2},
		"fresh ones wanted":  {in(time.Hour), 0, true, 2},
		"no expiry is named": {"", 24 * time.Hour, false, 1},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t)
			var later time.Duration
			w.now = func() time.Time { return time.Now().Add(later) }
			count := filepath.Join(w.home, "count")
			source := external(w, "count", count, printed(test.expiration))
			if _, ok := source.Static(); ok {
				t.Error("the credentials of a command are known before it runs")
			}
			before := fetch(t, source, false)
			later = test.later
			if after := fetch(t, source, test.refresh); !after.Equal(before) || !before.Equal(secret.New("STS.ext", "ext-secret", "ext-token")) {
				t.Errorf("credentials %q", before.AccessKeyID())
			}
			if runs := w.read(count); len(runs) != test.runs {
				t.Errorf("%d runs, want %d", len(runs), test.runs)
			}
		})
	}
}

func TestACommandThatFailsIsNotQuoted(t *testing.T) {
	t.Parallel()
	const at = "profile ext in ~/.aliyun/config.json: process_command: "
	for name, test := range map[string]struct {
		args []string
		want string
	}{
		"exit code":     {[]string{"print", "test-secret", "test-secret", "3"}, at + "failed: exit status 3"},
		"no JSON":       {[]string{"print", "test-secret", "test-secret", "0"}, at + "did not print a profile in JSON"},
		"no output":     {[]string{"print", "", "test-secret", "0"}, at + "did not print a profile in JSON"},
		"no secret":     {[]string{"print", `{"access_key_id":"test-secret"}`, "", "0"}, at + "printed no access_key_id or no access_key_secret"},
		"no token":      {[]string{"print", `{"mode":"StsToken","access_key_id":"x","access_key_secret":"test-secret"}`, "", "0"}, at + "printed no sts_token for mode StsToken"},
		"another mode":  {[]string{"print", `{"mode":"RamRoleArn","access_key_id":"x","access_key_secret":"test-secret","ram_role_arn":"acs:ram::1:role/r"}`, "", "0"}, at + "printed a profile of mode RamRoleArn: only AK and StsToken have keys"},
		"unknown mode":  {[]string{"print", `{"mode":"test-secret","access_key_id":"x","access_key_secret":"test-secret"}`, "", "0"}, at + "printed a profile of another mode: only AK and StsToken have keys"},
		"itself":        {[]string{"print", `{"mode":"External","process_command":"test-secret","access_key_id":"x","access_key_secret":"y"}`, "", "0"}, at + "printed a profile of mode External: only AK and StsToken have keys"},
		"inner blank":   {[]string{"print", `{"access_key_id":"x","access_key_secret":"test-secret x"}`, "", "0"}, at + "the keys in the answer are empty or contain a space or a control character"},
		"endless words": {[]string{"flood"}, at + "printed more than 64 KiB"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t)
			_, err := external(w, test.args...).Fetch(t.Context(), false)
			e := wantCode(t, err, CodeCredentialsUnavailable)
			if w.tilde(e.Message.String()) != test.want {
				t.Errorf("message %q\nwant    %q", e.Message, test.want)
			}
			if !slices.ContainsFunc(i18n.Strings(e.Hints), func(h string) bool { return strings.Contains(h, "process_command") }) {
				t.Errorf("hints %q", e.Hints)
			}
		})
	}
}

func TestACommandThatDoesNotExistIsNamed(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.profiles(object{"name": "ext", "mode": "External", "process_command": "/nowhere/get-keys --with test-secret"})
	_, err := w.must("").Fetch(t.Context(), false)
	e := wantCode(t, err, CodeCredentialsUnavailable)
	reason := "cannot be run: no such file or directory"
	if runtime.GOOS == "windows" { // it looks for other endings of the name
		reason = "not found"
	}
	if want := "profile ext in ~/.aliyun/config.json: process_command: " + reason; w.tilde(e.Message.String()) != want {
		t.Errorf("message %q, want %q", e.Message, want)
	}
}

func TestACommandMayPrintPlainKeys(t *testing.T) {
	t.Parallel()
	for _, mode := range []string{`"mode":"AK",`, `"mode":"ak",`, ""} {
		source := external(newWorld(t), "print", `{`+mode+`"access_key_id":"ext-id","access_key_secret":"ext-secret"}`, "", "0")
		if c := fetch(t, source, false); !c.Equal(secret.New("ext-id", "ext-secret", "")) {
			t.Errorf("%s: %q", mode, c.AccessKeyID())
		}
	}
}

// Whoever runs the program where nothing else may run says so; what would run or be asked is refused, and
// nothing is taken in its place.
func TestExternalProcessesCanBeForbidden(t *testing.T) {
	t.Parallel()
	const is = "ALIBABA_CLOUD_DISABLE_EXTERNAL_PROCESS is true"
	ext := object{"name": "ext", "mode": "External", "process_command": helperCommand("print", printed(""), "", "0")}
	for name, c := range map[string]struct {
		arrange func(w *world)
		want    string
	}{
		"External": {func(w *world) { w.profiles(ext, ak("other", "k")) }, "profile ext in ~/.aliyun/config.json: " + is},
		"CredentialsURI": {func(w *world) {
			w.profiles(object{"name": "u", "mode": "CredentialsURI", "credentials_uri": "http://127.0.0.1:1"})
		}, "profile u in ~/.aliyun/config.json: credentials_uri: " + is},
		"in a chain": {func(w *world) {
			w.profiles(object{"name": "top", "mode": "ChainableRamRoleArn", "source_profile": "ext", "ram_role_arn": "r"}, ext)
		}, "profile ext in ~/.aliyun/config.json: " + is},
		"the variable": {func(w *world) {
			w.env["ALIBABA_CLOUD_CREDENTIALS_URI"], w.env["ALIBABA_CLOUD_ECS_METADATA"] = "http://127.0.0.1:1", "role"
		}, "ALIBABA_CLOUD_CREDENTIALS_URI: " + is},
	} {
		for _, value := range []string{"true", "TRUE"} {
			w := newWorld(t)
			c.arrange(w)
			w.must("")
			w.env["ALIBABA_CLOUD_DISABLE_EXTERNAL_PROCESS"] = value
			if e := w.refused("", CodeInvalidCredentials); w.tilde(e.Message.String()) != c.want {
				t.Errorf("%s: message %q, want %q", name, e.Message, c.want)
			}
			w.env["ALIBABA_CLOUD_DISABLE_EXTERNAL_PROCESS"] = "false"
			w.must("")
		}
	}
}

func TestACommandHasNoInput(t *testing.T) {
	t.Parallel()
	fetch(t, external(newWorld(t), "stdin", printed("")), false)
}

func TestCancellingEndsACommandAndItsChildren(t *testing.T) {
	t.Parallel()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = listener.Close() })
	source := external(newWorld(t), "hang", listener.Addr().String())
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() {
		_, err := source.Fetch(ctx, false)
		ended <- err
	}()
	var held []net.Conn
	for range 2 {
		connection, err := listener.Accept()
		if err != nil {
			t.Fatal(err)
		}
		held = append(held, connection)
	}
	cancel()
	select {
	case err := <-ended:
		if !errors.Is(err, context.Canceled) {
			t.Errorf("Fetch: %v", err)
		}
	case <-time.After(20 * time.Second):
		t.Fatal("Fetch waits for the command")
	}
	for _, connection := range held {
		_ = connection.SetReadDeadline(time.Now().Add(10 * time.Second))
		if _, err := connection.Read(make([]byte, 1)); errors.Is(err, os.ErrDeadlineExceeded) {
			t.Error("a process lives on")
		}
		_ = connection.Close()
	}
}

func TestTheConfigFileIsNeverRewritten(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	path := w.profiles(object{"name": "ext", "mode": "External", "process_command": helperCommand("print", printed(in(time.Hour)), "", "0"), "unknown": 1})
	before := w.read(path)
	fetch(t, w.must(""), false)
	if after := w.read(path); after != before {
		t.Errorf("config.json is %s now", after)
	}
	if entries, err := os.ReadDir(filepath.Dir(path)); err != nil || len(entries) != 1 {
		t.Errorf("%v stand beside config.json (%v)", entries, err)
	}
}

func TestCommandsAreSplitLikeTheVendors(t *testing.T) {
	t.Parallel()
	for command, want := range map[string][]string{
		"cmd arg1\targ2 ":                    {"cmd", "arg1", "arg2"},
		`"C:\Program Files\t.exe" get`:       {`C:\Program Files\t.exe`, "get"},
		`'/my tools/cred' a`:                 {"/my tools/cred", "a"},
		`tool arg\ with\ space`:              {"tool", "arg with space"},
		`tool "say \"hi\" \$x \a"`:           {"tool", `say "hi" $x \a`},
		`tool "" '' arg`:                     {"tool", "", "", "arg"},
		`tool "a b"'c d'`:                    {"tool", "a bc d"},
		"tool arg1 \\\n arg2 \"a\\\nb\" x\\": nil,
		"tool arg1 \\\n arg2 \"a\\\nb\"":     {"tool", "arg1", "arg2", "ab"},
		`tool 'a\b'`:                         {"tool", `a\b`},
		`tool \'x\'`:                         {"tool", "'x'"},
		"":                                   nil,
		`"" x`:                               nil,
		`"x`:                                 nil,
		`'x`:                                 nil,
		`tool "x\`:                           nil,
	} {
		got, err := splitCommand(command, false)
		if !slices.Equal(got, want) || (err == nil) != (want != nil) {
			t.Errorf("splitCommand(%q) = %q, %v, want %q", command, got, err, want)
		}
	}
	for command, want := range map[string][]string{
		`C:\Users\A~1\s.bat x\`: {`C:\Users\A~1\s.bat`, `x\`},
		`tool "say \"hi\" \n"`:  {"tool", `say "hi" \n`},
	} {
		if got, err := splitCommand(command, true); err != nil || !slices.Equal(got, want) {
			t.Errorf("on Windows splitCommand(%q) = %q, %v, want %q", command, got, err, want)
		}
	}
}
