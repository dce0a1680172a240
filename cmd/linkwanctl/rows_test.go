//go:build unix

package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// machineFiles are the files whose tests are of the machine's faults.
func machineFiles() []string {
	return []string{"apply", "stage", "stop", "lock", "pager", "question", "pipe", "home", "room", "stdin", "crowd", "written", "crash", "revert", "waves"}
}

// untold are tests in them that the table has no row of.
func untold() []string { return []string{"TestAnApplyOutlastsFaults"} }

// The table of the machine's faults and the tests tell of the same: every test that a row names is
// there, with that case, no cell is empty, and every test of the machine has a row.
func TestEveryFaultOfTheMachineHasItsTest(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		t.Skip("it reads texts, where the race detector finds nothing")
	}
	text, err := os.ReadFile(filepath.Join("..", "..", "docs", "reliability.md"))
	if err != nil {
		t.Fatal(err)
	}
	tests, sources := testsHere(t)
	name := regexp.MustCompile("^`(Test[A-Za-z]+)(?:/(.+))?`$")
	told := map[string]bool{}
	_, section, _ := strings.Cut(string(text), "\n## The machine\n")
	for line := range strings.Lines(section) {
		line = strings.TrimSpace(line)
		if !strings.HasPrefix(line, "| ") || strings.HasPrefix(line, "| Fault |") {
			continue
		}
		cells := strings.Split(strings.Trim(line, "|"), "|")
		for i := range cells {
			cells[i] = strings.TrimSpace(cells[i])
		}
		if len(cells) != 5 || slices.Contains(cells, "") {
			t.Errorf("a row has not its five cells: %s", line)
			continue
		}
		found := name.FindStringSubmatch(cells[4])
		if found == nil {
			t.Errorf("%s names no test", line)
			continue
		}
		told[found[1]], told[strings.Trim(cells[4], "`")] = true, true
		if !tests[found[1]] {
			t.Errorf("there is no %s", found[1])
		}
		for part := range strings.SplitSeq(found[2], "/") {
			if part != "" && !regexp.MustCompile(`"`+regexp.QuoteMeta(part)+`"|\b`+regexp.QuoteMeta(part)+`\b[^"\n]*},?\n`).MatchString(sources) {
				t.Errorf("%s has no case %q", found[1], part)
			}
		}
	}
	for test := range tests {
		if !told[test] && !slices.Contains(untold(), test) {
			t.Errorf("no row names %s", test)
		}
	}
	for _, c := range stages() {
		if test := "TestASignalEndsACallAtAnyStage/" + c.name; !told[test] {
			t.Errorf("no row names %s", test)
		}
	}
}

// testsHere gives the machine's tests, on every system, and their source, where
// the names of their cases are.
func testsHere(t *testing.T) (tests map[string]bool, sources string) {
	t.Helper()
	files, err := filepath.Glob("*_test.go")
	if err != nil {
		t.Fatal(err)
	}
	tests = map[string]bool{}
	for _, path := range files {
		subject, _, _ := strings.Cut(path, "_")
		if !slices.Contains(machineFiles(), subject) {
			continue
		}
		source, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		parsed, err := parser.ParseFile(token.NewFileSet(), path, source, 0)
		if err != nil {
			t.Fatal(err)
		}
		for _, declared := range parsed.Decls {
			if f, ok := declared.(*ast.FuncDecl); ok && strings.HasPrefix(f.Name.Name, "Test") {
				tests[f.Name.Name] = true
			}
		}
		sources += string(source)
	}
	return tests, sources
}
