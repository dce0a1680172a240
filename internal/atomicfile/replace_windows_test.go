package atomicfile

import (
	"os"
	"path/filepath"
	"testing"
	"time"
)

// A virus scanner has a new file open for a moment, and keeps others from replacing it.
func TestAFileThatIsOpenElsewhereIsReplacedOnceItIsClosed(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "file")
	if err := Replace(path, []byte("old")); err != nil {
		t.Fatal(err)
	}
	scanner, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	time.AfterFunc(100*time.Millisecond, func() { _ = scanner.Close() })
	if err := Replace(path, []byte("new")); err != nil {
		t.Error(err)
	}
	if text, err := os.ReadFile(path); err != nil || string(text) != "new" {
		t.Errorf("%q, %v", text, err)
	}
}

// What stays open is an error, after a while, and the old file is whole. It takes 2 s: that is the
// wait.
func TestAFileThatStaysOpenIsKept(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "file")
	if err := Replace(path, []byte("old")); err != nil {
		t.Fatal(err)
	}
	other, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = other.Close() }()
	if err := Replace(path, []byte("new")); err == nil {
		t.Error("it was replaced")
	}
	if text, err := os.ReadFile(path); err != nil || string(text) != "old" {
		t.Errorf("%q, %v", text, err)
	}
	if left := files(t, filepath.Dir(path)); len(left) != 1 {
		t.Errorf("left: %q", left)
	}
}
