package main

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"
)

var (
	testDeclared = regexp.MustCompile(`(?m)^func ((?:Test|Fuzz)[A-Za-z0-9]+)\(`)
	testNamed    = regexp.MustCompile("`((?:Test|Fuzz)[A-Z][A-Za-z0-9]*)(?:/[^`]*)?`")
	sourceNamed  = regexp.MustCompile("`((?:[a-z0-9_]+/)*[a-z0-9_]+\\.go)`")
	// With a capital letter inside: other words may be values and tools.
	identifierNamed = regexp.MustCompile("`(?:[a-zA-Z]+\\.)?([A-Z]?[a-z]+[A-Z][A-Za-z]+|[A-Z][a-z]+)`")
	linked          = regexp.MustCompile(`\]\(([^)#:]+)(?:#[^)]*)?\)`)
)

// A promise names its test, and a page another page: both are
// there.
func TestPagesNameWhatThereIs(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		t.Skip("it reads texts, where the race detector finds nothing")
	}
	top := filepath.Join("..", "..")
	tests := map[string]bool{}
	read(t, top, "_test.go", func(_, text string) {
		for _, match := range testDeclared.FindAllStringSubmatch(text, -1) {
			tests[match[1]] = true
		}
	})
	named := 0
	read(t, top, ".md", func(path, text string) {
		for _, match := range testNamed.FindAllStringSubmatch(text, -1) {
			if named++; !tests[match[1]] {
				t.Errorf("%s names %s, which is no test", path, match[1])
			}
		}
		for _, match := range linked.FindAllStringSubmatch(text, -1) {
			if _, err := os.Stat(filepath.Join(filepath.Dir(path), match[1])); err != nil {
				t.Errorf("%s links to %s, which is not there", path, match[1])
			}
		}
	})
	if named == 0 {
		t.Error("no page names a test")
	}
}

// The walk through the program, and the lists of what a change touches, name files and identifiers
// that exist.
func TestTheArchitectureNamesWhatThereIs(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		t.Skip("it reads texts, where the race detector finds nothing")
	}
	top := filepath.Join("..", "..")
	var all []string
	words := map[string]bool{}
	read(t, top, ".go", func(path, source string) {
		all = append(all, filepath.ToSlash(path))
		for line := range strings.Lines(source) {
			code, _, _ := strings.Cut(line, "//")
			for _, word := range strings.FieldsFunc(code, func(r rune) bool { return !unicode.IsLetter(r) }) {
				words[word] = true
			}
		}
	})
	page, err := os.ReadFile(filepath.Join(top, "docs", "architecture.md"))
	named := sourceNamed.FindAllStringSubmatch(string(page), -1)
	if err != nil || len(named) == 0 {
		t.Fatalf("the page names no file, %v", err)
	}
	for _, match := range named {
		if !slices.ContainsFunc(all, func(path string) bool { return strings.HasSuffix(path, "/"+match[1]) }) {
			t.Errorf("there is no %s", match[1])
		}
	}
	for _, match := range identifierNamed.FindAllStringSubmatch(string(page), -1) {
		if !words[match[1]] {
			t.Errorf("nothing is called %s", match[1])
		}
	}
}

// read hands over every file with this end of its name.
func read(t *testing.T, top, end string, each func(path, text string)) {
	t.Helper()
	err := filepath.WalkDir(top, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || !strings.HasSuffix(path, end) {
			return err
		}
		text, err := os.ReadFile(path)
		each(path, string(text))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}
