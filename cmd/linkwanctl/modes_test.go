//go:build unix

package main

import (
	"io/fs"
	"os/exec"
	"path/filepath"
	"testing"
)

// Whatever a command writes, its folders too, is only the user's, even where the umask would give
// it to everybody.
func TestNothingIsWrittenForOthersToRead(t *testing.T) {
	t.Parallel()
	s := newStation(t, 0)
	write(t, filepath.Join(s.home, "fleet.yaml"), "- {id: 123, classMode: C}\n")
	written := map[string]bool{}
	for _, line := range []string{
		"linkwanctl config set output table",
		"linkwanctl config set region cn-hangzhou --context lab",
		"env LINKWANCTL_QPS=5 linkwanctl joinperm get 123", // the quota's state
		"linkwanctl joinperm export -f export.yaml",
		"linkwanctl joinperm diff -f fleet.yaml --out plan.json",
		"linkwanctl joinperm apply -f fleet.yaml --yes --report report.jsonl",
		"linkwanctl __complete joinperm get ''",
		"linkwanctl --sandbox joinperm update --id 123 --class-mode A",
		"linkwanctl emulator reset --data emulator.db",
	} {
		command := exec.CommandContext(t.Context(), "sh", "-c", "umask 0; exec "+line)
		command.Dir, command.Env = s.home, s.env
		if output, err := command.CombinedOutput(); err != nil {
			t.Fatalf("%s: %v, %s", line, err, output)
		}
		before := len(written)
		checkModes(t, s.home, line, written)
		if len(written) == before && line != "linkwanctl config set region cn-hangzhou --context lab" {
			t.Errorf("%s wrote no file", line)
		}
	}
}

func checkModes(t *testing.T, home, line string, written map[string]bool) {
	t.Helper()
	err := filepath.WalkDir(home, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || path == home {
			return err
		}
		info, err := entry.Info()
		if err == nil && info.Mode().Perm()&0o077 != 0 {
			t.Errorf("%s: %s has the mode %04o", line, path, info.Mode().Perm())
		}
		if !entry.IsDir() {
			written[path] = true
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}
