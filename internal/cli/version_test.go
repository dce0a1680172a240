package cli

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// version shows itself without settings and without signals: what the file says of the form is not
// read, what the environment says is.
func TestVersionReadsNoSettings(t *testing.T) {
	t.Parallel()
	home := t.TempDir()
	if err := os.MkdirAll(filepath.Dir(settingsIn(home)), 0o700); err != nil {
		t.Fatal(err)
	}
	write(t, settingsIn(home), "output: yaml\n")
	for variable, want := range map[string]string{"": "linkwanctl 1.2.3\n", "json": "{\n"} {
		var stdout bytes.Buffer
		caught := false
		code := Main(t.Context(), System{
			Args: []string{"version"}, Stdout: &stdout, Stderr: &stdout, Home: home, Build: Build{Version: "1.2.3"},
			Getenv: func(name string) string {
				if name == "LINKWANCTL_OUTPUT" {
					return variable
				}
				return ""
			},
			CatchSignals: func(func(Interruption) bool) { caught = true },
		})
		if code != exitDone || caught || !strings.HasPrefix(stdout.String(), want) {
			t.Errorf("exit code %d, signals were caught: %v, %s", code, caught, stdout.String())
		}
	}
}
