//go:build unix

package main

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"syscall"
	"time"

	"linkwanctl/internal/emulator"
)

// A list must not cost memory by its length: growthMost is how much higher the peak of the long one
// may be. The garbage collector's pace is most of what differs.
const (
	shortList  = 1_000
	longList   = 10_000
	growthMost = 4_000 // kB
	// formMost is how many times as long the long list may take as JSON as it takes as CSV.
	formMost = 1.4
)

// measureLists lists few and many permissions, as CSV and as JSON, and compares the peak memory of
// both.
func measureLists(program, folder string) error {
	for _, form := range []string{"csv", "json"} {
		peaks := map[int]int64{}
		for _, n := range []int{shortList, longList} {
			s, lines, err := listOnce(program, filepath.Join(folder, fmt.Sprintf("%s-%d.db", form, n)), form, n)
			if err != nil {
				return err
			}
			if lines < n {
				return fmt.Errorf("%d lines came of %d permissions", lines, n)
			}
			peaks[n] = s.memoryKB
			fmt.Printf("list %-7d -o %-4s  %7.2f s  %6.1f MB\n", n, form, s.took.Seconds(), float64(s.memoryKB)/1000)
		}
		if peaks[longList]-peaks[shortList] > growthMost {
			return fmt.Errorf("%d permissions as %s take %d kB more than %d", longList, form, peaks[longList]-peaks[shortList], shortList)
		}
	}
	return compareForms(program, folder)
}

// compareForms fails if a list takes much longer as JSON than as CSV: then a row pays for what it
// does not show. It takes the fastest of a few runs, since a single one may be held up.
func compareForms(program, folder string) error {
	const tries = 3
	fastest := map[string]time.Duration{}
	for try := range tries {
		for _, form := range []string{"csv", "json"} {
			s, _, err := listOnce(program, filepath.Join(folder, fmt.Sprintf("%s-%d.db", form, try)), form, longList)
			if err != nil {
				return err
			}
			if known := fastest[form]; known == 0 || s.took < known {
				fastest[form] = s.took
			}
		}
		if ratio := float64(fastest["json"]) / float64(fastest["csv"]); ratio <= formMost {
			fmt.Printf("a list of %d takes %.2f times as long as JSON as it takes as CSV (at most %.1f)\n", longList, ratio, formMost)
			return nil
		}
	}
	return fmt.Errorf("a list of %d takes %s as JSON and %s as CSV", longList, fastest["json"], fastest["csv"])
}

// listOnce lists n permissions from an emulator in another process. The state is filled in another
// process too: what this one once held in memory would count as the listing's, since a child's peak
// begins with its parent's.
func listOnce(program, data, form string, n int) (sample, int, error) {
	if err := fillElsewhere(data, n); err != nil {
		return sample{}, 0, err
	}
	environment, stop, err := startEmulator(program, data)
	if err != nil {
		return sample{}, 0, err
	}
	defer stop()
	run := exec.Command(program, "joinperm", "list", "-o", form)
	run.Env = append(slices.Clone(environment), "LINKWANCTL_QPS=0")
	var lines lineCounter
	run.Stdout, run.Stderr = &lines, os.Stderr
	start := time.Now()
	if err := run.Run(); err != nil {
		return sample{}, 0, fmt.Errorf("list: %w", err)
	}
	return sample{time.Since(start), run.ProcessState.SysUsage().(*syscall.Rusage).Maxrss}, int(lines), nil //nolint:forcetypeassert // it is one on Unix
}

// fillElsewhere makes a state file with n permissions in another process.
func fillElsewhere(data string, n int) error {
	self, err := os.Executable()
	if err != nil {
		return err
	}
	if output, err := exec.Command(self, "fill", data, strconv.Itoa(n)).CombinedOutput(); err != nil {
		return fmt.Errorf("fill: %w: %s", err, output)
	}
	return nil
}

// fill makes a state file with n permissions, for the process that is started so.
func fill(args []string) error {
	if len(args) != 2 {
		return fmt.Errorf("usage: fill FILE N")
	}
	n, err := strconv.Atoi(args[1])
	if err != nil {
		return err
	}
	return emulator.Fill(args[0], n)
}

// lineCounter counts the lines that are written to it.
type lineCounter int

func (c *lineCounter) Write(p []byte) (int, error) {
	*c += lineCounter(bytes.Count(p, []byte("\n")))
	return len(p), nil
}
