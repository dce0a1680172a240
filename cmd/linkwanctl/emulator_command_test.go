//go:build unix

package main

import (
	"os"
	"path/filepath"
	"syscall"
	"testing"
)

// A signal goes to the command, as often as it comes, and the command decides how it ends. Nothing is
// left of the emulator.
func TestASignalGoesToTheCommandOfAnEmulator(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		script  string
		signals []syscall.Signal
		code    int
	}{
		"it ends":       {"echo ready >&2; exec sleep 300", []syscall.Signal{syscall.SIGTERM}, 143},
		"it has a trap": {`trap 'exit 5' INT; echo ready >&2; while :; do sleep 0.05; done`, []syscall.Signal{syscall.SIGINT}, 5},
		"a second one": {
			`trap 'n=1' HUP; trap '[ "$n" ] && exit 6' TERM; echo ready >&2; while :; do sleep 0.05; done`,
			[]syscall.Signal{syscall.SIGHUP, syscall.SIGTERM}, 6,
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newStation(t, 0)
			temporary := filepath.Join(s.home, "tmp")
			if err := os.Mkdir(temporary, 0o700); err != nil {
				t.Fatal(err)
			}
			p := s.command(t, "emulator", "--", "sh", "-c", c.script).set("TMPDIR=" + temporary)
			ready := p.await("ready")
			p.start(t)
			<-ready
			if code := p.end(c.signals...); code != c.code {
				t.Errorf("exit code %d, want %d: %s", code, c.code, p.stderr.String())
			}
			if left, err := os.ReadDir(temporary); err != nil || len(left) > 0 {
				t.Errorf("%v are left, %v", left, err)
			}
		})
	}
}
