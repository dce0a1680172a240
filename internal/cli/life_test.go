package cli

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"syscall"
	"testing"
	"time"

	"linkwanctl/internal/emulator"
	"linkwanctl/internal/sleep"
)

// The question says how many nodes are cut off.
func TestADeletionAsksWithTheNodesBehindIt(t *testing.T) {
	t.Parallel()
	env := service(t)
	for args, question := range map[string]string{
		"123":     "Delete 凭证1 (123) in " + env["LINKWANCTL_ENDPOINT"] + "? Its 10 nodes can no longer join. [y/N]",
		"123 124": "Delete 2 permissions in " + env["LINKWANCTL_ENDPOINT"] + "? Their 15 nodes can no longer join. [y/N]",
		"125":     "Delete 冷链网关 (125) in " + env["LINKWANCTL_ENDPOINT"] + "? [y/N]",
	} {
		got := onTerminal(t.Context(), t.TempDir(), env, "n\n", append([]string{"joinperm", "delete"}, strings.Fields(args)...)...)
		if got.code != exitUsage || !strings.Contains(got.stderr, question) {
			t.Errorf("%s: %+v", args, got)
		}
	}
}

func TestWhatCannotBeUndoneIsAsked(t *testing.T) {
	t.Parallel()
	for answer, c := range map[string]struct {
		code int
		gone bool
	}{
		"y\n": {exitDone, true}, "YES \n": {exitDone, true}, "n\n": {exitUsage, false}, "\n": {exitUsage, false}, "": {exitUsage, false}, "yo\n": {exitUsage, false},
	} {
		env := service(t)
		got := onTerminal(t.Context(), t.TempDir(), env, answer, "joinperm", "delete", "125")
		if got.code != c.code || !strings.Contains(got.stderr, "Delete 冷链网关 (125) in "+env["LINKWANCTL_ENDPOINT"]+"? [y/N]") {
			t.Errorf("%q: %+v, want %d", answer, got, c.code)
		}
		if answer == "" && !strings.Contains(got.stderr, "[y/N] \n") {
			t.Errorf("the end of the input leaves the question's line open: %q", got.stderr)
		}
		left := run(t.Context(), t.TempDir(), env, "joinperm", "get", "125")
		if (left.code == exitMissing) != c.gone {
			t.Errorf("%q: reading it ends with %d", answer, left.code)
		}
	}
}

func TestNothingIsAskedThatIsNotShown(t *testing.T) {
	t.Parallel()
	for _, how := range [][]string{{"-o", "json"}, {"-o", "yaml"}, {"--quiet"}} {
		got := onTerminal(t.Context(), t.TempDir(), service(t), "y\n", append([]string{"joinperm", "delete", "125"}, how...)...)
		if got.code != exitUsage || !strings.Contains(got.stderr, "--yes") || strings.Contains(got.stderr, "[y/N]") {
			t.Errorf("%v: %+v", how, got)
		}
	}
}

// A read of a terminal knows no context: the process ends in place of the command, and says why.
func TestCtrlCEndsAQuestion(t *testing.T) {
	t.Parallel()
	hanging, held := io.Pipe()
	t.Cleanup(func() { _ = held.Close() })
	env := service(t)
	env["NO_COLOR"] = "1"
	var interrupt func(Interruption) bool
	ended := make(chan bool)
	asked := &notifying{found: func() { go func() { ended <- interrupt(Interruption{syscall.SIGINT}) }() }, text: "[y/N]"}
	go Main(t.Context(), System{
		Args: []string{"joinperm", "update", "--id", "123", "--class-mode", "C", "--diff"}, Stdin: hanging, Stdout: io.Discard, Stderr: asked,
		StdinIsTerminal: true, StderrIsTerminal: true, Home: t.TempDir(), Now: time.Now, Sleep: sleep.For, Getenv: func(name string) string { return env[name] },
		CatchSignals: func(i func(Interruption) bool) { interrupt = i },
	})
	if !<-ended || !strings.HasSuffix(asked.written.String(), "[y/N] \nlinkwanctl: interrupted; nothing was changed\n") {
		t.Errorf("it said %s", asked.written.String())
	}
}

// What the user wrote in an editor is not lost by Ctrl-C at the question that follows.
func TestCtrlCAfterAnEditTellsWhereTheEditsAre(t *testing.T) {
	t.Parallel()
	if runtime.GOOS == "windows" {
		t.Skip("the editor is a command of POSIX")
	}
	hanging, held, err := os.Pipe() // a file, which the editor gets as it is
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _, _ = held.Close(), hanging.Close() })
	env := service(t)
	env["NO_COLOR"], env["TMPDIR"] = "1", t.TempDir()
	env["EDITOR"] = "sed -i.bak 's/rxDelay: .*/rxDelay: 7/'"
	var interrupt func(Interruption) bool
	ended := make(chan bool)
	asked := &notifying{found: func() { go func() { ended <- interrupt(Interruption{syscall.SIGINT}) }() }, text: "[y/N]"}
	go Main(t.Context(), System{
		Args: []string{"joinperm", "edit", "123"}, Stdin: hanging, Stdout: io.Discard, Stderr: asked,
		StdinIsTerminal: true, StderrIsTerminal: true, Home: t.TempDir(), Now: time.Now, Sleep: sleep.For, Getenv: func(name string) string { return env[name] },
		CatchSignals: func(i func(Interruption) bool) { interrupt = i },
	})
	<-ended
	said := regexp.MustCompile(`nothing was changed\nhint: your edits are kept; to apply them:  linkwanctl joinperm apply -f (.*)\n$`).FindStringSubmatch(asked.written.String())
	if said == nil {
		t.Fatalf("it said %s", asked.written.String())
	}
	if kept, err := os.ReadFile(said[1]); err != nil || !strings.Contains(string(kept), "rxDelay: 7\n") {
		t.Errorf("%v: %s", err, kept)
	}
}

// notifying calls back once a text was written.
type notifying struct {
	written bytes.Buffer
	text    string
	found   func()
}

func (n *notifying) Write(p []byte) (int, error) {
	n.written.Write(p)
	if strings.Contains(string(p), n.text) {
		n.found()
	}
	return len(p), nil
}

func TestTwoHitsOfANameAreNamedBoth(t *testing.T) {
	t.Parallel()
	env := pages(t, 3, 3) // every one of its permissions is named twin
	got := run(t.Context(), t.TempDir(), env, "joinperm", "update", "--name-is", "twin", "--rx-delay", "1")
	if got.code != exitUsage || !strings.Contains(got.stderr, "3 permissions are named twin") || !strings.Contains(got.stderr, "\n  2 ") {
		t.Errorf("%+v", got)
	}
}

// Completion asks once, keeps the answer for itself, and says nothing where there is nothing to
// say.
func TestLiveCompletionIsKeptAndQuiet(t *testing.T) {
	t.Parallel()
	env, home := service(t), t.TempDir()
	args := []string{"__completeNoDesc", "joinperm", "get", ""}
	first := run(t.Context(), home, env, args...)
	if !strings.HasPrefix(first.stdout, "123\n124\n125\n") {
		t.Fatalf("%+v", first)
	}
	kept, err := filepath.Glob(filepath.Join(cacheIn(home), "complete-*.json"))
	if err != nil || len(kept) != 1 {
		t.Fatalf("kept in %v, %v", kept, err)
	}
	if info, err := os.Stat(kept[0]); err != nil || runtime.GOOS != "windows" && info.Mode().Perm() != 0o600 {
		t.Errorf("mode %v, %v", info.Mode(), err)
	}
	gone := env["LINKWANCTL_ENDPOINT"]
	write(t, kept[0], `[{"Value":"777","Means":"kept"}]`)
	if again := run(t.Context(), home, env, args...); !strings.HasPrefix(again.stdout, "777\n") {
		t.Errorf("the cache is not read: %+v", again)
	}
	env["ALIBABA_CLOUD_ACCESS_KEY_ID"] = "another-key"
	if other := run(t.Context(), home, env, args...); strings.Contains(other.stdout, "777") || strings.Contains(other.stdout, "123") {
		t.Errorf("another key is offered %+v", other)
	}
	old := time.Now().Add(-2 * liveKept)
	if err := os.Chtimes(kept[0], old, old); err != nil {
		t.Fatal(err)
	}
	env["ALIBABA_CLOUD_ACCESS_KEY_ID"] = "sandbox-key-id"
	if stale := run(t.Context(), home, env, args...); !strings.HasPrefix(stale.stdout, "123\n") {
		t.Errorf("a stale cache is offered: %+v", stale)
	}
	for name, env := range map[string]map[string]string{
		"no credentials": {}, "no network": {"LINKWANCTL_ENDPOINT": "http://127.0.0.1:1", "ALIBABA_CLOUD_ACCESS_KEY_ID": "a", "ALIBABA_CLOUD_ACCESS_KEY_SECRET": "b"},
		"broken settings": {"LINKWANCTL_TIMEOUT": "soon"}, "no home": {"LINKWANCTL_ENDPOINT": gone},
	} {
		place := t.TempDir()
		if name == "no home" {
			place = ""
		}
		got := run(t.Context(), place, env, args...)
		if got.code != exitDone || got.stdout != ":4\n" || strings.Contains(got.stderr, "linkwanctl:") {
			t.Errorf("%s: %+v", name, got)
		}
	}
}

// Two accounts may stand behind one place that keys come from: what one owns is not kept for the
// other.
func TestLiveCompletionKeepsNothingForKeysThatAreAskedFor(t *testing.T) {
	t.Parallel()
	env, home := service(t), t.TempDir()
	given := fmt.Sprintf(`{"Code":"Success","AccessKeyId":%q,"AccessKeySecret":%q,"SecurityToken":%q,"Expiration":"2099-01-01T00:00:00Z"}`,
		emulator.STS().AccessKeyID(), emulator.STS().AccessKeySecret(), emulator.STS().SecurityToken())
	keys := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, given) }))
	defer keys.Close()
	delete(env, "ALIBABA_CLOUD_ACCESS_KEY_ID")
	delete(env, "ALIBABA_CLOUD_ACCESS_KEY_SECRET")
	env["ALIBABA_CLOUD_CREDENTIALS_URI"] = keys.URL
	if got := run(t.Context(), home, env, "joinperm", "count"); got.stdout != "3\n" {
		t.Fatalf("the keys do not work: %+v", got)
	}
	_ = run(t.Context(), home, env, "__completeNoDesc", "joinperm", "get", "")
	if kept, err := filepath.Glob(filepath.Join(cacheIn(home), "*")); err != nil || len(kept) > 0 {
		t.Errorf("kept in %v, %v", kept, err)
	}
}

func TestLiveCompletionDoesNotWait(t *testing.T) {
	t.Parallel()
	env := service(t, "latency=1h")
	env["LINKWANCTL_TIMEOUT"], env["LINKWANCTL_ATTEMPT_TIMEOUT"] = "1h", "1h" // neither is what ends the wait
	if got := run(t.Context(), t.TempDir(), env, "__completeNoDesc", "joinperm", "get", ""); got.stdout != ":4\n" {
		t.Errorf("%+v", got)
	}
}

func TestAnApplyIsAskedForWithItsPlan(t *testing.T) {
	t.Parallel()
	env := service(t)
	manifest := filepath.Join(t.TempDir(), "fleet.yaml")
	write(t, manifest, "- {id: 123, classMode: C}\n- {id: 125, rxDelay: 5}\n")
	no := onTerminal(t.Context(), t.TempDir(), env, "n\n", "joinperm", "apply", "-f", manifest)
	if no.code != exitUsage || !strings.Contains(no.stderr, "class A → C (its 10 nodes miss downlinks") || !strings.Contains(no.stderr, "Apply 1 change in") {
		t.Errorf("declined: %+v", no)
	}
	yes := onTerminal(t.Context(), t.TempDir(), env, "y\n", "joinperm", "apply", "-f", manifest)
	if yes.code != exitDone || !strings.Contains(yes.stdout, "\n1        0        1 ") {
		t.Errorf("agreed: %+v", yes)
	}
	again := onTerminal(t.Context(), t.TempDir(), env, "", "joinperm", "apply", "-f", manifest)
	if again.code != exitDone || strings.Contains(again.stderr, "[y/N]") {
		t.Errorf("nothing to do is asked for: %+v", again)
	}
}

func TestAReportThatCannotBeWrittenStopsTheApply(t *testing.T) {
	t.Parallel()
	if _, err := os.Stat("/dev/full"); err != nil || runtime.GOOS == "windows" {
		t.Skip("there is no full device here")
	}
	env, home := service(t), t.TempDir()
	manifest := filepath.Join(home, "fleet.yaml")
	write(t, manifest, "- {id: 123, rxDelay: 7}\n")
	got := run(t.Context(), home, env, "joinperm", "apply", "-f", manifest, "--yes", "--report", "/dev/full")
	if got.code != exitDefect || !strings.Contains(got.stderr, "no space left on device") || !strings.Contains(got.stderr, "run the same command again") {
		t.Errorf("%+v", got)
	}
	if again := run(t.Context(), home, env, "joinperm", "apply", "-f", manifest, "--yes"); again.code != exitDone {
		t.Errorf("the same command again: %+v", again)
	}
}
