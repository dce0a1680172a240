//go:build unix

package main

import (
	"context"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"testing"

	"linkwanctl/internal/emulator"
)

// Whatever a command writes, its folders too, is the user's alone, even where the
// umask would give it to everybody.
func TestNothingIsWrittenForOthersToRead(t *testing.T) {
	t.Parallel()
	home := t.TempDir()
	env := modesService(t)
	if err := os.WriteFile(filepath.Join(home, "fleet.yaml"), []byte("- {id: 123, classMode: C}\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	written := map[string]bool{}
	for _, line := range []string{
		"linkwanctl config set output table",
		"linkwanctl config set region cn-hangzhou --context lab",
		"linkwanctl joinperm export -f export.yaml",
		"linkwanctl joinperm diff -f fleet.yaml --out plan.json",
		"linkwanctl joinperm apply -f fleet.yaml --yes --report report.jsonl",
		"linkwanctl __complete joinperm get ''",
		"linkwanctl --sandbox joinperm update --id 123 --class-mode A",
		"linkwanctl emulator reset --data emulator.db",
	} {
		command := exec.CommandContext(t.Context(), "sh", "-c", "umask 0; exec "+line)
		command.Dir = home
		command.Env = slices.Concat(env, []string{"HOME=" + home, "PATH=" + os.Getenv("PATH")})
		if output, err := command.CombinedOutput(); err != nil {
			t.Fatalf("%s: %v, %s", line, err, output)
		}
		before := len(written)
		checkModes(t, home, line, written)
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

func modesService(t *testing.T) []string {
	t.Helper()
	server, err := emulator.Open(emulator.Options{Data: filepath.Join(t.TempDir(), "emulator.db")})
	if err != nil {
		t.Fatal(err)
	}
	listener, err := emulator.Listen("127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan struct{})
	go func() { defer close(done); _ = server.Serve(ctx, listener) }()
	t.Cleanup(func() { cancel(); <-done; _ = server.Close() })
	return []string{
		"LINKWANCTL_ENDPOINT=http://" + listener.Addr().String(),
		"ALIBABA_CLOUD_ACCESS_KEY_ID=" + emulator.Owner().AccessKeyID, "ALIBABA_CLOUD_ACCESS_KEY_SECRET=" + emulator.Owner().AccessKeySecret,
	}
}
