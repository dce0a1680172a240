//go:build unix

package main

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"slices"
	"strconv"
	"strings"
)

const (
	hundred       = 100
	hundredRounds = 5
)

// match is what all are compared with.
type match struct {
	rivals         []*rival
	environment    []string
	unlimited      []string // the same without linkwanctl's quota, for more calls than it allows
	earlier        string   // the state that one call finds
	manifest, peak string
}

func (m match) sizes() error {
	for _, r := range m.rivals {
		file, err := os.Stat(r.start[0])
		if err != nil {
			return err
		}
		r.size = file.Size()
	}
	return nil
}

// medians measures the start and one call, and what memory each takes.
func (m match) medians() error {
	commands := map[string][]string{}
	for _, r := range m.rivals {
		commands[r.name] = r.start
		if r.call != nil {
			commands[r.name+" call"] = r.call
		}
	}
	samples, err := sampled(commands, callRuns, m.environment, m.earlier)
	if err != nil {
		return err
	}
	for _, r := range m.rivals {
		r.startMS, r.callMS = milliseconds(samples[r.name]), milliseconds(samples[r.name+" call"])
		if r.startKB, err = m.memory(r.start); err == nil && r.call != nil {
			r.callKB, err = m.memory(r.call)
		}
		if err != nil {
			return fmt.Errorf("%s: %w", r.name, err)
		}
	}
	return nil
}

// memory is the median of the largest resident sets of some runs.
func (m match) memory(command []string) (int64, error) {
	var peaks []int64
	for range runs {
		run := exec.Command(m.peak, command...)
		run.Env, run.Stderr = append(slices.Clone(m.unlimited), "XDG_STATE_HOME="+m.earlier), os.Stderr
		output, err := run.Output()
		if err != nil {
			return 0, err
		}
		peak, err := strconv.ParseInt(string(bytes.TrimSpace(output)), 10, 64)
		if err != nil {
			return 0, err
		}
		peaks = append(peaks, peak)
	}
	slices.Sort(peaks)
	return peaks[len(peaks)/2], nil
}

// hundreds measures 100 calls: a process for each, one after another, and all in one process. A
// manifest changes its rows to and fro, so that each round sends all.
func (m match) hundreds() error {
	each, all := map[string][]sample{}, map[string][]sample{}
	for round := range hundredRounds + 1 {
		if err := manifestOf(m.manifest, hundred, hundred*((round+1)%2)); err != nil {
			return err
		}
		for _, r := range m.rivals {
			if r.call != nil {
				var sum sample
				for range hundred {
					s, err := inState(r.call, m.unlimited, m.earlier)
					if err != nil {
						return fmt.Errorf("%s: %w", r.name, err)
					}
					sum.took += s.took
				}
				each[r.name] = append(each[r.name], sum)
			}
			if r.together != nil {
				s, err := inState(r.together, m.unlimited, m.earlier)
				if err != nil {
					return fmt.Errorf("%s: %w", r.name, err)
				}
				all[r.name] = append(all[r.name], s)
			}
		}
	}
	for _, r := range m.rivals {
		r.allMS, r.oneMS = milliseconds(each[r.name]), milliseconds(all[r.name])
	}
	return nil
}

// milliseconds is the median of what samples took, but for the first, which warms the page cache.
func milliseconds(samples []sample) float64 {
	if len(samples) < 2 {
		return 0
	}
	return float64(median(samples[1:]).took.Microseconds()) / 1000
}

// print writes a Markdown table: each figure, and how many times linkwanctl's it is.
func (m match) print() {
	fmt.Printf("medians of %d runs in turn, of %d for memory and of %d for 100 calls; load at the end %s\n\n", callRuns, runs, hundredRounds, load())
	fmt.Println("| program | size | start-up | its memory | one call | its memory | 100 calls | 100 in one process |")
	fmt.Println("|---|---|---|---|---|---|---|---|")
	us := m.rivals[0]
	for _, r := range m.rivals {
		fmt.Printf("| %s | %s | %s | %s | %s | %s | %s | %s |\n", r.name,
			figure(float64(r.size)/1e6, float64(us.size)/1e6, "MB"),
			figure(r.startMS, us.startMS, "ms"), figure(float64(r.startKB)/1000, float64(us.startKB)/1000, "MB"),
			figure(r.callMS, us.callMS, "ms"), figure(float64(r.callKB)/1000, float64(us.callKB)/1000, "MB"),
			figure(r.allMS, us.allMS, "ms"), figure(r.oneMS, us.oneMS, "ms"))
	}
	for _, r := range m.rivals {
		if r.remark != "" {
			fmt.Printf("\n%s\n", r.remark)
		}
	}
}

func figure(value, ours float64, unit string) string {
	switch {
	case value == 0:
		return "–"
	case value < 100:
		return fmt.Sprintf("%.1f %s, %.2f×", value, unit, value/ours)
	}
	return fmt.Sprintf("%.0f %s, %.2f×", value, unit, value/ours)
}

// load is the machine's, of the last minute.
func load() string {
	text, err := os.ReadFile("/proc/loadavg")
	if err != nil {
		return "unknown"
	}
	first, _, _ := strings.Cut(string(text), " ")
	return first
}
