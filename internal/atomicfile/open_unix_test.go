//go:build unix

package atomicfile

import (
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// Whatever is in a file's place, opening it neither waits nor touches another
// file.
func TestOnlyAnOwnFileIsOpened(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		put  func(path, elsewhere string) error
		want string
	}{
		"a link":          {func(path, elsewhere string) error { return os.Symlink(elsewhere, path) }, "symbolic link"},
		"a hard link":     {func(path, elsewhere string) error { return os.Link(elsewhere, path) }, "hard link"},
		"a pipe":          {func(path, _ string) error { return syscall.Mkfifo(path, 0o600) }, "not a regular file"},
		"a directory":     {func(path, _ string) error { return os.Mkdir(path, 0o700) }, "directory"},
		"a device's link": {func(path, _ string) error { return os.Symlink("/dev/null", path) }, "symbolic link"},
	} {
		dir := t.TempDir()
		path, elsewhere := filepath.Join(dir, "file"), filepath.Join(dir, "elsewhere")
		if err := os.WriteFile(elsewhere, []byte("mine"), 0o600); err != nil {
			t.Fatal(err)
		}
		if err := c.put(path, elsewhere); err != nil {
			t.Fatal(err)
		}
		f, err := Open(path)
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: got %v, want one about a %s", name, err, c.want)
		}
		if _, err := Take(t.Context(), path, 0, nil); name != "a hard link" && (err == nil || !strings.Contains(err.Error(), c.want)) {
			t.Errorf("%s in a lock's place: got %v, want one about a %s", name, err, c.want)
		}
		if err == nil {
			_ = f.Close()
		}
	}
	f, err := Open(filepath.Join(t.TempDir(), "new"))
	if err != nil {
		t.Fatal(err)
	}
	_ = f.Close()
}

func TestOnlyAnOwnFolderIsUsed(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	made := filepath.Join(dir, "a", "b")
	for range 2 {
		if err := OwnFolder(made); err != nil {
			t.Error(err)
		}
	}
	link := filepath.Join(dir, "link")
	if err := os.Symlink(made, link); err != nil {
		t.Fatal(err)
	}
	if err := OwnFolder(link); err == nil || !strings.Contains(err.Error(), "symbolic link") {
		t.Errorf("a link: %v", err)
	}
	file := filepath.Join(dir, "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := OwnFolder(file); err == nil {
		t.Error("a file is no folder")
	}
}

// Another user's things are refused; root alone can make some to see it.
func TestAnotherUsersFilesAreRefused(t *testing.T) {
	t.Parallel()
	if os.Geteuid() != 0 {
		if err := OwnFolder("/"); err == nil || !strings.Contains(err.Error(), "another user") {
			t.Errorf("root's folder: %v", err)
		}
		return
	}
	dir := t.TempDir()
	path := filepath.Join(dir, "file")
	if err := os.WriteFile(path, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, foreign := range []string{path, dir} {
		if err := os.Chown(foreign, 12345, -1); err != nil {
			t.Skip(err)
		}
	}
	if _, err := Open(path); err == nil || !strings.Contains(err.Error(), "another user") {
		t.Errorf("a file: %v", err)
	}
	if err := OwnFolder(dir); err == nil || !strings.Contains(err.Error(), "another user") {
		t.Errorf("a folder: %v", err)
	}
}
