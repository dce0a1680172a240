//go:build unix

package shells

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	// The tests run this code in a process of its own: named here, a change in it makes go test run
	// them again.
	_ "linkwanctl/internal/cli"
)

// build gives the directory that holds the command, built where it is first asked for: listing the
// tests costs nothing.
var build func() (string, error)

func TestMain(m *testing.M) {
	dir, err := os.MkdirTemp("", "linkwanctl-shells-")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	build = sync.OnceValues(func() (string, error) {
		out, err := exec.Command("go", "build", "-buildvcs=false", "-o", filepath.Join(dir, "linkwanctl"), "linkwanctl/cmd/linkwanctl").CombinedOutput()
		if err != nil {
			err = fmt.Errorf("build the command: %w: %s", err, out)
		}
		return dir, err
	})
	code := m.Run()
	_ = os.RemoveAll(dir)
	os.Exit(code)
}

// need finds a program, or ends the test: where CI is to have tried every shell a missing one is a
// failure.
func need(t *testing.T, program, pkg string) string {
	t.Helper()
	path, err := exec.LookPath(program)
	if err != nil {
		lacking(t, program, pkg)
	}
	return path
}

func lacking(t *testing.T, what, pkg string) {
	t.Helper()
	if os.Getenv("CI") == "true" {
		t.Fatalf("%s is not installed: apt-get install %s", what, pkg)
	}
	t.Skipf("%s is not installed: apt-get install %s", what, pkg)
}

func generated(t *testing.T, script string) []byte {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("..", "..", "completions", script))
	if err != nil {
		t.Fatal(err)
	}
	return text
}

func testdata(t *testing.T, name string) string {
	t.Helper()
	path, err := filepath.Abs(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	// Read it so that go test knows that its result depends on it.
	if _, err := os.ReadFile(path); err != nil {
		t.Fatal(err)
	}
	return path
}

// told cuts what a shell printed where it told its line: before each stands what was shown, in it
// how TAB left the line.
func told(t *testing.T, out string, lines int) (shown, left []string) {
	t.Helper()
	pieces := strings.Split(out, "<line:")
	for i, piece := range pieces[1:] {
		line, rest, found := strings.Cut(piece, ">")
		if !found {
			t.Fatalf("a line has no end:\n%s", out)
		}
		shown, left = append(shown, pieces[i]), append(left, line)
		pieces[i+1] = rest
	}
	if len(left) != lines {
		t.Fatalf("it told %d of %d lines:\n%s", len(left), lines, out)
	}
	return shown, left
}
