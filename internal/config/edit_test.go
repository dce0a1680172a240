package config

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"
)

func (w *world) set(context, key, value string) []string {
	w.t.Helper()
	return w.told(Set(w.options(), context, key, value))
}

func (w *world) unset(context, key string) (bool, []string) {
	w.t.Helper()
	found, err := Unset(w.options(), context, key)
	return found, w.told(err)
}

func TestSetKeepsCommentsOrderAndBlankLines(t *testing.T) {
	t.Parallel()
	w := newWorld(t).file(handWritten)
	wantLines(t, w.set("", "region", "cn-hangzhou"))
	wantLines(t, w.set("lab", "endpoint", "gate.test"))
	wantLines(t, w.set("prod", "iot-instance-id", "iot-1"))
	wantLines(t, w.set("", "context", "prod"))
	want(t, w.text(), `# Settings of the gateway team.

# Where we are.
region: cn-hangzhou # head office

output: table
contexts:
  # The real thing.
  prod: {region: cn-shanghai, profile: prod, iot-instance-id: iot-1} # careful

  lab:
    endpoint: gate.test
# the end

current-context: prod
`)
	w.load()
}

func TestUnsetTakesOutTheLineAlone(t *testing.T) {
	t.Parallel()
	w := newWorld(t).file(handWritten)
	for _, c := range []struct{ context, key string }{{"", "output"}, {"prod", "profile"}, {"lab", ""}} {
		if found, told := w.unset(c.context, c.key); !found || told != nil {
			t.Errorf("%v: %v %q", c, found, told)
		}
	}
	want(t, w.text(), `# Settings of the gateway team.

# Where we are.
region: cn-shanghai # head office
contexts:
  # The real thing.
  prod: {region: cn-shanghai} # careful
# the end
`)
}

func TestSetWritesWhatLoadReadsBack(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	wantLines(t, w.set("on", "profile", "x"))
	for _, c := range []struct{ key, value string }{
		{"endpoint", "http://127.0.0.1:8080"}, {"region", "eu-west-1"}, {"profile", "123"}, {"profile", "true"}, {"profile", "null"}, {"profile", "~"},
		{"profile", "a: b # c"}, {"profile", "- 凭证"}, {"profile", "'\"\\"}, {"profile", "*a"}, {"profile", "0x1F"}, {"profile", "2001-01-01"}, {"iot-instance-id", "1e3"},
		{"output", "json"}, {"timeout", "90s"}, {"max-attempts", "7"}, {"signature-version", "v1"}, {"color", "never"}, {"current-context", "on"},
	} {
		for _, context := range []string{"", "on"} {
			row, _ := find(c.key)
			if context != "" && !row.InContext {
				continue
			}
			wantLines(t, w.set(context, c.key, c.value))
			delete(w.flags, "context")
			if context != "" {
				w.flags["context"] = context
			}
			normal, _ := row.examine(c.value)
			if row.Key != keyContext {
				want(t, c.key+"="+w.load().value(row.Key).Text, c.key+"="+normal)
			}
		}
	}
	delete(w.flags, "context")
	want(t, w.load().Settings().Context, "on")
}

func TestSetMakesFileDirectoryAndContextForTheUserAlone(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.home = filepath.Join(w.home, "not", "yet")
	wantLines(t, w.set("prod", "region", "cn-hangzhou"))
	want(t, w.text(), "contexts:\n  prod:\n    region: cn-hangzhou\n")
	modes(t, w.path(), 0o600)
	modes(t, filepath.Dir(w.path()), 0o700)
}

func modes(t *testing.T, path string, expected os.FileMode) {
	t.Helper()
	info, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	if runtime.GOOS != "windows" && info.Mode().Perm() != expected {
		t.Errorf("%s: mode %v, want %v", path, info.Mode().Perm(), expected)
	}
}

func TestSetTightensTheModeAndLeavesNothingBehind(t *testing.T) {
	t.Parallel()
	w := newWorld(t).file(handWritten)
	if err := os.Chmod(w.path(), 0o644); err != nil {
		t.Fatal(err)
	}
	wantLines(t, w.set("", "output", "json"))
	modes(t, w.path(), 0o600)
	entries, err := os.ReadDir(filepath.Dir(w.path()))
	if err != nil || len(entries) != 1 {
		t.Errorf("%v, %v", entries, err)
	}
}

func TestSetWritesThroughASymbolicLink(t *testing.T) {
	t.Parallel()
	for name, there := range map[string]bool{"existing": true, "dangling": false} {
		w := newWorld(t).file("")
		target := filepath.Join(w.home, "dotfiles.yaml")
		if there {
			if err := os.WriteFile(target, []byte("# mine\noutput: yaml\n"), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		if err := os.Remove(w.path()); err != nil {
			t.Fatal(err)
		}
		relative, err := filepath.Rel(filepath.Dir(w.path()), target)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.Symlink(relative, w.path()); err != nil {
			t.Skip(err)
		}
		wantLines(t, w.set("", "color", "never"))
		if info, err := os.Lstat(w.path()); err != nil || info.Mode()&os.ModeSymlink == 0 {
			t.Errorf("%s: the link is gone: %v", name, err)
		}
		data, err := os.ReadFile(target)
		if err != nil || !strings.HasSuffix(string(data), "color: never\n") || strings.HasPrefix(string(data), "# mine") != there {
			t.Errorf("%s: %q, %v", name, data, err)
		}
	}
}

func TestSetKeepsAFileOfCommentsAlone(t *testing.T) {
	t.Parallel()
	w := newWorld(t).file("# one\n\n# two\n")
	wantLines(t, w.set("", "output", "json"))
	want(t, w.text(), "# one\n\n# two\n\noutput: json\n")
}

func TestSetFillsWhatIsEmpty(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"", "{}\n", "---\n", "contexts:\n", "contexts: {}\n", "contexts: {lab: {}}\n", "contexts:\n  lab:\n"} {
		w := newWorld(t).file(text)
		wantLines(t, w.set("lab", "profile", "p"))
		got := w.text()
		if text != "contexts: {lab: {}}\n" { // One line stays one line.
			want(t, got, "contexts:\n  lab:\n    profile: p\n")
		}
		w.flags["context"] = "lab"
		want(t, w.load().Settings().Profile, "p")
	}
}

func TestSetTakesAForeignRegionBesideAnEndpointAlone(t *testing.T) {
	t.Parallel()
	w := newWorld(t).file("endpoint: gate.test\ncontexts: {lab: {endpoint: lab.test}, prod: {}}\n")
	wantLines(t, w.set("", "region", "eu-west-1"))
	wantLines(t, w.set("lab", "region", "eu-west-1"))
	wantLines(t, w.set("prod", "region", "eu-west-1"), "region eu-west-1 has no Link WAN endpoint: use cn-shanghai or cn-hangzhou, or set an endpoint too")
	w = newWorld(t).file("contexts: {lab: {endpoint: lab.test}}\n")
	wantLines(t, w.set("lab", "region", "eu-west-1"))
	wantLines(t, w.set("", "region", "eu-west-1"), "region eu-west-1 has no Link WAN endpoint: use cn-shanghai or cn-hangzhou, or set an endpoint too")
}

func TestSetMendsWhatIsWrong(t *testing.T) {
	t.Parallel()
	w := newWorld(t).file("output: xml\ntimeout: [1]\nprofile: a\nprofile: b\nnonsense: 1\naccess-key-secret: test-secret\ncontexts:\n  lab: {x: 1}\n")
	wantLines(t, w.set("", "output", "json"))
	wantLines(t, w.set("", "timeout", "30s"))
	wantLines(t, w.set("", "profile", "c"))
	for _, c := range []struct{ context, key string }{{"", "nonsense"}, {"", "access-key-secret"}, {"lab", "x"}} {
		if found, told := w.unset(c.context, c.key); !found || told != nil {
			t.Errorf("%v: %v %q", c, found, told)
		}
	}
	want(t, w.text(), "output: json\ntimeout: 30s\nprofile: c\ncontexts:\n  lab: {}\n")
	w.load()
}

func TestContextsOfTheWrongKindCanBeTakenOut(t *testing.T) {
	t.Parallel()
	w := newWorld(t).file("contexts: {lab: 5}\n")
	wantLines(t, w.set("lab", "profile", "p"), "FILE:1:17 is not a map: remove it first")
	if found, told := w.unset("lab", ""); !found || told != nil {
		t.Errorf("%v %q", found, told)
	}
	w.file("contexts: 5\n")
	wantLines(t, w.set("lab", "profile", "p"), "FILE:1:11 is not a map: remove it first")
	if found, told := w.unset("", "contexts"); !found || told != nil {
		t.Errorf("%v %q", found, told)
	}
}

func TestSetRefusesWhatLoadWouldAndWritesNothing(t *testing.T) {
	t.Parallel()
	w := newWorld(t).file("contexts: {lab: {}}\n")
	before := w.text()
	for _, c := range []struct{ context, key, value, told string }{
		{"", "timeout", "30", "timeout 30 must be a duration such as 30s or 2m: did you mean 30s?"},
		{"", "output", "", "output is empty; to remove it from the file:  linkwanctl config unset output"},
		{"", "regoin", "x", "regoin is not a setting: did you mean region?"},
		{"", "contexts", "x", "contexts is not a single setting: pass --context NAME and the key of a setting"},
		{"", "region", "cn-shanhgai", "region cn-shanhgai has no Link WAN endpoint: use cn-shanghai or cn-hangzhou, or set an endpoint too: did you mean cn-shanghai?"},
		{"new", "region", "eu-west-1", "region eu-west-1 has no Link WAN endpoint: use cn-shanghai or cn-hangzhou, or set an endpoint too"},
		{"", "context", "lba", "current-context lba is not a context of FILE: lab: did you mean lab?"},
		{"", "sandbox", "true", "sandbox cannot be set in the file: use --sandbox or LINKWANCTL_SANDBOX"},
		{"lab", "output", "json", "output is not a setting of a context: set it at the top level"},
		{"lab", "context", "lab", "context is not a setting of a context: set it at the top level"},
		{"a b", "region", "cn-shanghai", "context a b must be 1 to 64 letters, digits, '_', '-' or '.'"},
		{"", "access-key-secret", "test-secret", `access-key-secret looks like a credential, which does not belong in this file: see "linkwanctl help credentials"`},
		{"lab", "test-secret-value-0123456789", "test-secret", `KEY looks like a credential, which does not belong in this file: see "linkwanctl help credentials"`},
		{"", "endpoint", "http://me:test-secret@h", "endpoint contains a user or a password: give only the host"},
	} {
		err := Set(w.options(), c.context, c.key, c.value)
		wantLines(t, w.told(err), c.told)
		if e, ok := err.(*Error); !ok || !e.AllFromFlags() { //nolint:errorlint // The type itself is the promise.
			t.Errorf("%v: not told as the command line's", c)
		}
	}
	want(t, w.text(), before)
}

func TestUnsetTellsWhatWasNotThere(t *testing.T) {
	t.Parallel()
	w := newWorld(t).file("current-context: lab\ncontexts: {lab: {}, prod: {}}\n")
	if found, told := w.unset("", "region"); found || told != nil {
		t.Errorf("%v %q", found, told)
	}
	for _, c := range []struct{ context, key, told string }{
		{"", "regoin", "regoin is not a setting: did you mean region?"},
		{"", "", "KEY is empty"},
		{"", "contexts", "contexts has more than one setting: delete the contexts one by one"},
		{"lba", "region", "context lba is not a context of FILE: lab or prod: did you mean lab?"},
		{"lab", "", "context lab is the current context: use another one or unset current-context first"},
	} {
		found, told := w.unset(c.context, c.key)
		wantLines(t, told, c.told)
		if found {
			t.Errorf("%v was found", c)
		}
	}
	if found, told := w.unset("", "context"); !found || told != nil {
		t.Errorf("%v %q", found, told)
	}
	want(t, w.text(), "contexts: {lab: {}, prod: {}}\n")
}

func TestUseContextAsksForOneThatIsThere(t *testing.T) {
	t.Parallel()
	w := newWorld(t).file("contexts: {lab: {}, prod: {}}\n")
	wantLines(t, w.told(UseContext(w.options(), "prd")), "current-context prd is not a context of FILE: lab or prod: did you mean prod?")
	wantLines(t, w.told(UseContext(w.options(), "")), "context is empty")
	wantLines(t, w.told(UseContext(w.options(), "prod")))
	want(t, w.load().Settings().Context, "prod")
}

func TestBrokenFilesAreNotEdited(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"a: [\n", "- a\n", "a: 1\n---\nb: 2\n", "profile: &x y\n", "\xff", "\ta: 1\n"} {
		w := newWorld(t).file(text)
		if told := w.set("", "output", "json"); len(told) != 1 || !strings.HasPrefix(told[0], "FILE") {
			t.Errorf("%q: %q", text, told)
		}
		want(t, w.text(), text)
	}
}

func TestSetTellsWhatItCannotWrite(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.flags["config"] = w.home
	wantLines(t, w.set("", "output", "json"), w.home+" cannot be written: not a regular file")
	w.flags["config"] = filepath.Join(w.file("").path(), "below")
	if told := w.set("", "output", "json"); len(told) != 1 || !strings.Contains(told[0], "FILE"+string(filepath.Separator)+"below cannot be written: ") {
		t.Errorf("%q", told)
	}
	loop := filepath.Join(w.home, "loop")
	if err := os.Symlink("loop", loop); err != nil {
		t.Skip(err)
	}
	w.flags["config"] = loop
	wantLines(t, w.set("", "output", "json"), loop+" cannot be written: too many symbolic links")
}

func TestConcurrentSetsLoseNothingAndReadersSeeWholeFiles(t *testing.T) {
	t.Parallel()
	w := newWorld(t).file("output: json\n")
	var writers, reader sync.WaitGroup
	done := make(chan struct{})
	reader.Go(func() {
		for {
			select {
			case <-done:
				return
			default:
			}
			if c, err := Load(w.options()); err != nil || c.Settings().Output != "json" {
				t.Errorf("a reader saw %v", err)
			}
		}
	})
	const writes = 20
	for i := range writes {
		writers.Go(func() {
			if err := Set(w.options(), fmt.Sprintf("c%d", i), "profile", "p"); err != nil {
				t.Error(err)
			}
		})
	}
	writers.Wait()
	close(done)
	reader.Wait()
	if got := len(ContextNames(w.options())); got != writes {
		t.Errorf("%d of %d changes are there", got, writes)
	}
}

func TestADocumentThatReadsOtherwiseIsNotTheSame(t *testing.T) {
	t.Parallel()
	document, problem := parseToEdit("f", []byte("a: 1\nb: [x, y]\n"))
	if problem != nil || !readsAs([]byte("# c\n\na: 1 # c\nb:\n  - x\n  - y\n"), document) {
		t.Errorf("layout alone made a difference: %v", problem)
	}
	for _, other := range []string{"a: '1'\nb: [x, y]\n", "a: 1\nb: [x]\n", "a: 1\nb: [x, z]\n", "b: [x, y]\na: 1\n", "a: [", ""} {
		if readsAs([]byte(other), document) {
			t.Errorf("%q reads the same", other)
		}
	}
}

func TestDeleteContextTakesTheChoiceOfItToo(t *testing.T) {
	t.Parallel()
	w := newWorld(t).file("current-context: lab\nregion: cn-shanghai\ncontexts:\n  prod: {profile: prod}\n  lab: {profile: lab}\n")
	for name, want := range map[string]bool{"prod": false, "lab": true} {
		if was, err := DeleteContext(w.options(), name); was != want || err != nil {
			t.Errorf("%s: was current: %v, %v", name, was, err)
		}
	}
	want(t, w.text(), "region: cn-shanghai\ncontexts: {}\n")
	_, err := DeleteContext(w.options(), "lab")
	wantLines(t, w.told(err), "context lab is not a context: FILE has none")
}
