package release

import (
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// Both readers of man pages find nothing to warn of, but that there is no date.
func TestTheManPagesAreWellFormed(t *testing.T) {
	t.Parallel()
	dist(t)
	for _, reader := range [][]string{{"man", "--warnings", "--local-file"}, {"mandoc", "-T", "lint", "-W", "warning"}} {
		t.Run(reader[0], func(t *testing.T) {
			t.Parallel()
			program := need(t, reader[0])
			for _, page := range pages(t) {
				cmd := exec.CommandContext(t.Context(), program, append(reader[1:], filepath.Join(top, "man", page))...)
				cmd.Env = []string{"LC_ALL=C.UTF-8", "PATH=/usr/bin:/bin"}
				var warnings strings.Builder
				if cmd.Stderr = &warnings; reader[0] == "mandoc" { // it warns on standard output
					cmd.Stdout = &warnings
				}
				_ = cmd.Run() // mandoc's exit code is the gravest warning
				for line := range strings.Lines(warnings.String()) {
					if !strings.Contains(line, "missing date") {
						t.Errorf("%s: %s", page, line)
					}
				}
			}
		})
	}
}
