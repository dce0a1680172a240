package main

import (
	"os"
	"path/filepath"
	"regexp"
	"testing"
)

// SIGPIPE is ignored until signals are caught, and a program that fetches credentials does not
// inherit that: its own pipelines end as they should.
func TestAProgramInheritsNoIgnoredSignal(t *testing.T) {
	t.Parallel()
	s := newStation(t, 0)
	path := filepath.Join(t.TempDir(), "status")
	p := s.updateWith(t, "cat /proc/self/status >'"+path+"'\n")
	p.run(t)
	status, err := os.ReadFile(path)
	if err != nil || !regexp.MustCompile(`(?m)^SigIgn:\t[0-9a-f]{12}[02468ace][0-9a-f]{3}$`).Match(status) {
		t.Errorf("its signals are %s, %v", status, err)
	}
}
