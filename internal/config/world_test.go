package config

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"linkwanctl/internal/userdir"
)

const handWritten = `# Settings of the gateway team.

# Where we are.
region: cn-shanghai # head office

output: table
contexts:
  # The real thing.
  prod: {region: cn-shanghai, profile: prod} # careful

  lab:
    endpoint: "http://127.0.0.1:8080"
# the end
`

// world is a user's machine: flags, environment and home, and nothing of the real one.
type world struct {
	t     *testing.T
	flags map[string]string
	env   map[string]string
	home  string
}

func newWorld(t *testing.T) *world {
	t.Helper()
	return &world{t: t, flags: map[string]string{}, env: map[string]string{}, home: t.TempDir()}
}

func (w *world) Lookup(key string) (string, bool) {
	value, given := w.flags[key]
	return value, given
}

func (w *world) options() Options {
	return Options{Flags: w, Getenv: func(name string) string { return w.env[name] }, Home: w.home}
}

func (w *world) path() string {
	return filepath.Join(userdir.Settings(func(string) string { return "" }, w.home).Path, "config.yaml")
}

func (w *world) file(text string) *world {
	w.t.Helper()
	if err := os.MkdirAll(filepath.Dir(w.path()), 0o700); err != nil {
		w.t.Fatal(err)
	}
	if err := os.WriteFile(w.path(), []byte(text), 0o600); err != nil {
		w.t.Fatal(err)
	}
	return w
}

func (w *world) text() string {
	w.t.Helper()
	data, err := os.ReadFile(w.path())
	if err != nil {
		w.t.Fatal(err)
	}
	return string(data)
}

func (w *world) load() *Config {
	w.t.Helper()
	c, err := Load(w.options())
	if err != nil {
		w.t.Fatalf("Load: %v", err)
	}
	return c
}

// problems gives what Load refuses, a line each, with the file's path as FILE.
func (w *world) problems() []string {
	w.t.Helper()
	_, err := Load(w.options())
	return w.told(err)
}

func (w *world) told(err error) []string {
	w.t.Helper()
	if err == nil {
		return nil
	}
	var e *Error
	if !errors.As(err, &e) {
		w.t.Fatalf("%T is not an *Error: %v", err, err)
	}
	var lines []string
	for _, p := range e.Problems {
		lines = append(lines, strings.ReplaceAll(p.String(), w.path(), "FILE"))
	}
	return lines
}

func wantLines(t *testing.T, got []string, want ...string) {
	t.Helper()
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("got\n  %s\nwant\n  %s", strings.Join(got, "\n  "), strings.Join(want, "\n  "))
	}
}

func want(t *testing.T, got, want string) {
	t.Helper()
	if got != want {
		t.Errorf("got  %q\nwant %q", got, want)
	}
}
