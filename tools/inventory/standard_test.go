package main

import (
	"errors"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// Where the Go at hand comes with its licence, ours is a copy of that.
func TestLicenceOfGoIsTheOneOfThisGo(t *testing.T) {
	t.Parallel()
	root, err := exec.Command("go", "env", "GOROOT").Output()
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"LICENSE", "PATENTS"} {
		want, err := os.ReadFile(filepath.Join(strings.TrimSpace(string(root)), name))
		if errors.Is(err, fs.ErrNotExist) {
			t.Skip("this Go was packaged without its licence")
		}
		if err != nil {
			t.Fatal(err)
		}
		got, err := os.ReadFile(filepath.Join("standard", name))
		if err != nil {
			t.Fatal(err)
		}
		if string(got) != string(want) {
			t.Errorf("standard/%s differs from the file in GOROOT", name)
		}
	}
}
