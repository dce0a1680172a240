//go:build unix

package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// pipelineJob is a job on this machine: a new home with manifests, and the variables of a runner.
type pipelineJob struct {
	t         *testing.T
	dir       string // with the manifests
	source    string // of linkwanctl
	variables map[string]string
	output    string // of the last script
}

func newJob(t *testing.T) *pipelineJob {
	t.Helper()
	if _, err := exec.LookPath("bash"); err != nil {
		t.Skip("there is no bash")
	}
	source, err := filepath.Abs(filepath.Join("..", ".."))
	if err != nil {
		t.Fatal(err)
	}
	j := &pipelineJob{t: t, dir: t.TempDir(), source: source, variables: map[string]string{}}
	write(t, filepath.Join(j.dir, "fleet.yaml"), "- {id: 123, rxDelay: 3}\n")
	write(t, filepath.Join(j.dir, "two $(touch broken).yaml"), "- {id: 125, rxDelay: 7}\n")
	write(t, filepath.Join(j.dir, "same.yaml"), "- {id: 123, rxDelay: 1}\n")
	write(t, filepath.Join(j.dir, "lost.yaml"), "- {id: 999, rxDelay: 1}\n")
	return j
}

// run runs a script, as the shell that the words begin runs a file, against an emulator of its own.
func (j *pipelineJob) run(script string, shell ...string) int {
	j.t.Helper()
	path := filepath.Join(j.t.TempDir(), "step")
	write(j.t, path, script)
	var env []string
	for _, name := range []string{"GOCACHE", "GOMODCACHE", "GOFLAGS", "GOPROXY", "GOTOOLCHAIN"} { // as the tests themselves are built
		value, err := exec.CommandContext(j.t.Context(), "go", "env", name).Output()
		if err != nil {
			j.t.Fatal(err)
		}
		env = append(env, name+"="+strings.TrimSpace(string(value)))
	}
	p := newProcess(j.t, environment(j.dir, slices.Concat(env, assigned(j.variables))...), "linkwanctl", slices.Concat([]string{"emulator", "--"}, shell, []string{path})...)
	p.Dir = j.dir
	code := p.run(j.t)
	j.output = p.stdout.String() + p.stderr.String()
	p.sound(j.t)
	if _, err := os.Stat(filepath.Join(j.dir, "broken")); err == nil {
		j.t.Error("a file's name was run as a command")
	}
	return code
}

// want fails unless the exit code and the summary are these, the summary by what it has.
func (j *pipelineJob) want(got, code int, summary string, has ...string) {
	j.t.Helper()
	text, err := os.ReadFile(summary)
	if err != nil || got != code {
		j.t.Fatalf("exit code %d, want %d, %v: %s", got, code, err, j.output)
	}
	for _, part := range has {
		if !strings.Contains(string(text), part) {
			j.t.Errorf("the summary has no %q: %s\n%s", part, text, j.output)
		}
	}
}
