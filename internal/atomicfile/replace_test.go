package atomicfile

import (
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"
)

// files are the names in a directory.
func files(t *testing.T, dir string) []string {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for _, entry := range entries {
		all = append(all, entry.Name())
	}
	return all
}

func contents(t *testing.T, path string) string {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func TestAFileIsReplacedAsAWholeOrNotAtAll(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	path := filepath.Join(dir, "file")
	for _, text := range []string{"one", "two"} {
		if err := Replace(path, []byte(text)); err != nil || contents(t, path) != text {
			t.Fatalf("the file has %q, %v", contents(t, path), err)
		}
	}
	f, err := Create(path)
	if err != nil {
		t.Fatal(err)
	}
	_, _ = f.Write([]byte("three"))
	if got := contents(t, path); got != "two" {
		t.Errorf("before Commit the file has %q", got)
	}
	f.Discard()
	if got := files(t, dir); contents(t, path) != "two" || !slices.Equal(got, []string{"file"}) {
		t.Errorf("after Discard %q has %q", got, contents(t, path))
	}
	if info, err := os.Stat(path); err != nil || runtime.GOOS != "windows" && info.Mode().Perm() != 0o600 {
		t.Errorf("mode %v, %v", info.Mode(), err)
	}
}

func TestWhatCannotBeReplacedIsSaidAndLeavesNothing(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	if err := os.MkdirAll(filepath.Join(dir, "taken", "by a directory"), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := Replace(filepath.Join(dir, "taken"), []byte("x")); err == nil {
		t.Error("a directory was replaced")
	}
	missing := filepath.Join(dir, "missing")
	if err := Replace(filepath.Join(missing, "file"), []byte("x")); err == nil || !strings.HasPrefix(err.Error(), "create a file in "+missing+": ") {
		t.Errorf("in a directory that is not there: %v", err)
	}
	if got := files(t, dir); !slices.Equal(got, []string{"taken"}) {
		t.Errorf("left: %q", got)
	}
}

func TestALinksTargetIsReplaced(t *testing.T) {
	t.Parallel()
	for _, there := range []bool{true, false} {
		dir := t.TempDir()
		target, link := filepath.Join(dir, "target"), filepath.Join(dir, "link")
		if there {
			if err := os.WriteFile(target, []byte("old"), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		if err := os.Symlink("target", link); err != nil {
			t.Skip(err)
		}
		if err := Replace(link, []byte("new")); err != nil {
			t.Fatal(err)
		}
		if info, err := os.Lstat(link); err != nil || info.Mode()&os.ModeSymlink == 0 || contents(t, target) != "new" {
			t.Errorf("the link is %v (%v), its target has %q", info.Mode(), err, contents(t, target))
		}
	}
	loop := filepath.Join(t.TempDir(), "loop")
	if err := os.Symlink("loop", loop); err != nil {
		t.Skip(err)
	}
	if err := Replace(loop, nil); err == nil {
		t.Error("a link to itself was replaced")
	}
}

// What a killed process leaves is gone with the next writer in its directory, and
// what a living one writes is not.
func TestTheNextWriterRemovesWhatAKilledOneLeft(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	living := other(t, "write", dir)
	kill(other(t, "write", dir))
	if got := files(t, dir); len(got) != 2 {
		t.Fatalf("two writers have %q", got)
	}
	if runtime.GOOS == "windows" {
		for _, name := range files(t, dir) {
			_ = os.Chtimes(filepath.Join(dir, name), time.Time{}, time.Now().Add(-time.Hour))
		}
	}
	if err := Replace(filepath.Join(dir, "another file"), nil); err != nil {
		t.Fatal(err)
	}
	if got := files(t, dir); len(got) != 2 {
		t.Errorf("left: %q, want the living writer's file and the new one", got)
	}
	kill(living)
	if err := Replace(filepath.Join(dir, "another file"), nil); err != nil {
		t.Fatal(err)
	}
	if got := files(t, dir); !slices.Equal(got, []string{"another file"}) {
		t.Errorf("left: %q", got)
	}
}

// Only a regular file of that name is a leftover.
func TestNoOtherFileIsRemoved(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	want := []string{".linkwanctl-.tmp", ".linkwanctl-1.tmp", ".linkwanctl-1.txt", ".linkwanctl-12a.tmp", ".linkwanctl-notes.tmp", ".linkwanctl.tmp", "a.tmp", "new", "target"}
	for _, name := range want {
		if err := os.WriteFile(filepath.Join(dir, name), nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	link := filepath.Join(dir, ".linkwanctl-1.tmp")
	_ = os.Remove(link)
	if err := os.Symlink("target", link); err != nil {
		t.Skip(err)
	}
	if err := os.Mkdir(filepath.Join(dir, ".linkwanctl-2.tmp"), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := Replace(filepath.Join(dir, "new"), nil); err != nil {
		t.Fatal(err)
	}
	if got := files(t, dir); len(got) != len(want)+1 {
		t.Errorf("there is %q", got)
	}
}
