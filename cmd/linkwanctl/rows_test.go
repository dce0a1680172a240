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

// untold are tests of this package that are no rows of the table of faults.
func untold() []string {
	return []string{
		"TestMain", "TestScripts", "TestReadmeShowsWhatIsPrinted", "TestEveryFaultOfTheMachineHasItsTest", // none of a fault
		"TestAnApplyOutlastsFaults",                                          // of the network
		"TestSignalsEndWhateverIsUnderWay", "TestTheEmulatorEndsWithASignal", // told by others
	}
}

// The table of the machine's faults and the tests tell of the same: every test
// that a row names is there, with that case, no cell is empty, and every test of
// the machine has a row.
func TestEveryFaultOfTheMachineHasItsTest(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile(filepath.Join("..", "..", "docs", "reliability-machine.md"))
	if err != nil {
		t.Fatal(err)
	}
	tests, sources := testsHere(t)
	name := regexp.MustCompile("^`(Test[A-Za-z]+)(?:/(.+))?`$")
	told := map[string]bool{}
	for line := range strings.Lines(string(text)) {
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

// testsHere gives this package's tests, on every system, and their source, where
// the names of their cases are.
func testsHere(t *testing.T) (tests map[string]bool, sources string) {
	t.Helper()
	files, err := filepath.Glob("*_test.go")
	if err != nil {
		t.Fatal(err)
	}
	tests = map[string]bool{}
	for _, path := range files {
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
