package cli

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"testing"
	"time"
)

const panicSecret = "test-secret-in-a-panic"

// crashed runs a command whose output panics with the secret and gives stderr.
func crashed(t *testing.T, home string, now func() time.Time, args ...string) string {
	t.Helper()
	var stderr bytes.Buffer
	code := Main(t.Context(), System{
		Args: args, Stdout: breaking{panicSecret}, Stderr: &stderr, Now: now, Home: home, Getenv: func(string) string { return "" },
		Build: Build{Version: "1.2.3", Commit: "abc", Date: "today"},
	})
	if code != exitDefect || strings.Contains(stderr.String(), panicSecret) {
		t.Errorf("exit code %d: %s", code, stderr.String())
	}
	return stderr.String()
}

// The stack of a panic is in a file for the user only, which the message names. It has what finds
// the defect, and no argument and no value.
func TestTheStackOfAPanicIsKept(t *testing.T) {
	t.Parallel()
	for form, pattern := range map[string]string{"table": `hint: please .* in (\S+\.txt)\n`, "json": `"Hint": "check .*; please .* in (\S+\.txt)"`} {
		t.Run(form, func(t *testing.T) {
			t.Parallel()
			home := filepath.Join(t.TempDir(), "home")
			said := crashed(t, home, time.Now, "freqband", "list", "--offline", "--query", "[?'"+panicSecret+"' != 'a']", "-o", form)
			named := regexp.MustCompile(pattern).FindStringSubmatch(said)
			if named == nil {
				t.Fatalf("it said %s", said)
			}
			if form == "json" {
				named[1] = strings.ReplaceAll(named[1], `\\`, `\`)
			}
			if filepath.Dir(named[1]) != stateIn(home) {
				t.Fatalf("it said %s", said)
			}
			text, err := os.ReadFile(named[1])
			if err != nil {
				t.Fatal(err)
			}
			for _, want := range []string{
				"linkwanctl 1.2.3, commit abc, built today, go", "\ncommand: linkwanctl freqband list\npanic: string\n\nlinkwanctl/internal/cli.breaking.Write\n",
				"guard_test.go:", "\nlinkwanctl/internal/cli.(*session).stream", "\nlinkwanctl/internal/cli.Main\n",
			} {
				if !strings.Contains(string(text), want) {
					t.Errorf("%q is not in %s", want, text)
				}
			}
			for _, none := range []string{panicSecret, "offline", "0x", "{"} {
				if strings.Contains(string(text), none) {
					t.Errorf("%q is in %s", none, text)
				}
			}
			if info, err := os.Stat(named[1]); err != nil || runtime.GOOS != "windows" && info.Mode().Perm() != 0o600 {
				t.Errorf("its mode is %v, %v", info.Mode(), err)
			}
		})
	}
}

// Ten stacks are kept, the newest, and no other file is touched.
func TestOldStacksAreDropped(t *testing.T) {
	t.Parallel()
	home := t.TempDir()
	folder := stateIn(home)
	foreign := []string{"crash-notes.txt", "crash-20200101T000000.000Z.txt", "emulator.db"}
	linked := filepath.Join(folder, "crash-20200101T000000.000Z-1.txt")
	if err := os.MkdirAll(folder, 0o700); err != nil {
		t.Fatal(err)
	}
	for _, name := range foreign {
		write(t, filepath.Join(folder, name), "")
	}
	if err := os.Symlink("crash-notes.txt", linked); err != nil {
		t.Skip(err)
	}
	begun := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	for i := range mostCrashes + 5 {
		crashed(t, home, func() time.Time { return begun.Add(time.Duration(i) * time.Second) }, "version")
	}
	kept, err := filepath.Glob(filepath.Join(folder, "crash-2026*"))
	if err != nil || len(kept) != mostCrashes || !strings.Contains(kept[0], "T000005") {
		t.Errorf("kept are %q, %v", kept, err)
	}
	for _, name := range append(foreign, filepath.Base(linked)) {
		if _, err := os.Lstat(filepath.Join(folder, name)); err != nil {
			t.Error(err)
		}
	}
}

// Where no file can be written the message has the stack itself, and says why.
func TestAStackThatCannotBeWrittenIsShown(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "file")
	write(t, file, "")
	for home, reason := range map[string]string{"": "no home directory", file: "mkdir: " + regexp.QuoteMeta(notADirectory(file).Error())} {
		for _, form := range []string{"table", "json"} {
			said := crashed(t, home, time.Now, "version", "-o", form)
			want := regexp.MustCompile(fmt.Sprintf(`could not be saved \(%s\): cli\.breaking\.Write:\d+ < .* < cli\.Main:\d+`, reason))
			if !want.MatchString(said) && !want.MatchString(strings.ReplaceAll(said, `\u003c`, "<")) {
				t.Errorf("it said %s", said)
			}
		}
	}
}

// notADirectory is why nothing can be made below a file, as the system says it.
func notADirectory(file string) error {
	var refused *fs.PathError
	errors.As(os.MkdirAll(filepath.Join(file, "below"), 0o700), &refused)
	return refused.Err
}
