package main

import "testing"

// Only the deadline alone is no finding.
func TestAFindingIsNotTakenForTheEndOfItsTime(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, output string
		want         bool
	}{
		{"deadline", "fuzz: elapsed: 1s, execs: 3022 (2954/sec)\n--- FAIL: FuzzX (1.04s)\n    context deadline exceeded\nFAIL\n", true},
		{"passed", "fuzz: elapsed: 2s, execs: 9863 (4900/sec)\nPASS\n", false},
		{"finding", "--- FAIL: FuzzX (0.10s)\n    --- FAIL: FuzzX (0.00s)\n        x_test.go:9: wrong\n    \n    Failing input written to testdata/fuzz/FuzzX/1\nFAIL\n", false},
		{"finding that speaks of it", "--- FAIL: FuzzX (0.10s)\n    --- FAIL: FuzzX (0.00s)\n        x_test.go:9: context deadline exceeded\n    \n    Failing input written to testdata/fuzz/FuzzX/1\nFAIL\n", false},
		{"hang", "--- FAIL: FuzzX (5.00s)\n    fuzzing process hung or terminated unexpectedly: exit status 2\nFAIL\n", false},
	} {
		if got := endedByItsTime(c.output); got != c.want {
			t.Errorf("%s: %v", c.name, got)
		}
	}
}
