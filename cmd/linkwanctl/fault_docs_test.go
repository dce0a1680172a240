//go:build unix && !darwin

package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// faultTables are all the tables of faults, by the test that provokes them.
func faultTables() map[string][]fault {
	return map[string][]fault{
		"TestNetworkFaults": networkFaults(), "TestTLSFaults": tlsFaults(), "TestProxyFaults": proxyFaults(),
		"TestAnswerFaults": append(answerFaults(), redirects()...), "TestStatusFaults": append(statusFaults(), waitFaults()...),
		"TestServiceFaults": append(append(clockFaults(), tokenFaults()...), troubles()...),
		"TestListFaults":    listFaults(), "TestItemFaults": itemFaults(), "TestCreationFaults": creationFaults(), "TestApplyFaults": applyFaults(),
	}
}

// cells are what docs/reliability.md has of a row, from the exit code on.
func (f fault) cells(test string) string {
	return fmt.Sprintf("| %d | %s | %d | %s | %s | `%s/%s` |", f.want.exit, f.want.code, f.want.attempts, f.want.outcome, f.want.after, test, f.name)
}

// What docs/reliability.md says of each fault is what the tests check, and the other way round.
func TestReliabilityIsDocumented(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile(filepath.Join("..", "..", "docs", "reliability.md"))
	if err != nil {
		t.Fatal(err)
	}
	documented := documentedFaults(t, string(text))
	for test, rows := range faultTables() {
		for _, row := range rows {
			name := test + "/" + row.name
			if want := row.cells(test); documented[name] != want {
				t.Errorf("%s: the page has\n  %s, want\n  %s", name, documented[name], want)
			}
			delete(documented, name)
		}
	}
	for name := range documented {
		t.Errorf("%s: no test has this row", name)
	}
}

// documentedFaults gives the rows of the page's tables of eight columns by the test that they name,
// from the exit code on.
func documentedFaults(t *testing.T, text string) map[string]string {
	t.Helper()
	found := map[string]string{}
	for line := range strings.SplitSeq(text, "\n") {
		cells := strings.Split(line, "|")
		if len(cells) != 10 || !strings.Contains(cells[8], "Faults/") {
			continue
		}
		for i, cell := range cells[1:9] {
			if strings.TrimSpace(cell) == "" {
				t.Errorf("cell %d is empty: %s", i+1, line)
			}
		}
		name := strings.Trim(cells[8], " `")
		if found[name] != "" {
			t.Errorf("%s stands there twice", name)
		}
		found[name] = "|" + strings.Join(cells[3:], "|")
	}
	return found
}
