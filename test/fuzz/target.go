package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"time"
)

// target is one fuzz target in the test binary of its package.
type target struct {
	name, importPath, folder, binary string
}

// result is what one run of a target has done.
type result struct {
	target
	figures string // as the last of its lines tells them
	output  string
	err     error
}

func (r result) String() string {
	state := "ok  "
	if r.err != nil {
		state = "FAIL"
	}
	return fmt.Sprintf("%s %-32s %s", state, r.name, r.figures)
}

// build makes one test binary with coverage for each package and finds its targets.
func build(folder string, wanted *regexp.Regexp) ([]target, error) {
	packages, err := output("go", "list", "-f", "{{.ImportPath}} {{.Dir}}", "./...")
	if err != nil {
		return nil, err
	}
	var targets []target
	for i, line := range strings.Split(packages, "\n") {
		importPath, source, _ := strings.Cut(line, " ")
		if !hasTargets(source) {
			continue
		}
		binary := filepath.Join(folder, fmt.Sprint(i, ".test"))
		if _, err := output("go", "test", "-c", "-fuzz", ".", "-o", binary, importPath); err != nil {
			return nil, err
		}
		names, err := output(binary, "-test.list", "^Fuzz")
		if err != nil {
			return nil, err
		}
		for _, name := range strings.Fields(names) {
			if wanted.MatchString(name) {
				targets = append(targets, target{name, importPath, source, binary})
			}
		}
	}
	return targets, nil
}

// hasTargets spares building the packages that have none.
func hasTargets(folder string) bool {
	files, _ := filepath.Glob(filepath.Join(folder, "*_test.go"))
	for _, file := range files {
		text, err := os.ReadFile(file) //nolint:gosec // a source file of the module
		if err == nil && bytes.Contains(text, []byte("\nfunc Fuzz")) {
			return true
		}
	}
	return false
}

// corpusCache is the folder in which go test too keeps what it finds.
func corpusCache() (string, error) {
	cache, err := output("go", "env", "GOCACHE")
	return filepath.Join(cache, "fuzz"), err
}

var progress = regexp.MustCompile(`(?m)^fuzz: elapsed: .*$`)

func (t target) run(duration time.Duration, cache string) result {
	// An input that the target never comes back from is a finding too.
	ctx, cancel := context.WithTimeout(context.Background(), duration+2*time.Minute)
	defer cancel()
	command := exec.CommandContext(ctx, t.binary, "-test.run", "^$", "-test.fuzz", "^"+t.name+"$", "-test.fuzztime", duration.String(),
		"-test.fuzzcachedir", cache, "-test.parallel", "1",
		"-test.fuzzminimizetime", "1s") // of each input that reaches something new; it would be a minute
	command.Dir = t.folder
	text, err := command.CombinedOutput()
	r := result{target: t, output: string(text), err: err}
	if lines := progress.FindAllString(r.output, -1); len(lines) > 0 {
		r.figures = strings.TrimPrefix(lines[len(lines)-1], "fuzz: ")
	}
	switch {
	case ctx.Err() != nil:
		r.err = errors.New("it hangs")
	case endedByItsTime(r.output):
		r.err = nil
	}
	return r
}

// endedByItsTime recognises a run whose time was up at a moment at which package testing takes its
// own deadline for a failure: it then fails without an input, with the deadline alone for a reason.
func endedByItsTime(output string) bool {
	_, reason, failed := strings.Cut(output, "--- FAIL: ")
	_, reason, _ = strings.Cut(reason, "\n")
	reason, _, _ = strings.Cut(reason, "\nFAIL")
	return failed && strings.TrimSpace(reason) == "context deadline exceeded"
}

func output(name string, args ...string) (string, error) {
	command := exec.Command(name, args...)
	var stderr bytes.Buffer
	command.Stderr = &stderr
	text, err := command.Output()
	if err != nil {
		return "", fmt.Errorf("%s %s: %w\n%s", name, strings.Join(args, " "), err, stderr.String())
	}
	return strings.TrimSpace(string(text)), nil
}
