//go:build unix

package main

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"syscall"
	"time"
)

// What a manifest promises: as fast as the quota allows and not throttled, and a plan of the
// largest manifest in little time and memory.
const (
	changedRows  = 200
	applySlack   = 1.03
	plannedRows  = 10_000
	planTime     = 2 * time.Second
	planMemoryKB = 50_000
)

// manifestOf names the first n permissions of a filled emulator and changes the first of these.
func manifestOf(path string, n, changed int) error {
	var text bytes.Buffer
	if strings.HasSuffix(path, ".csv") {
		text.WriteString("name,rxDelay\n")
	}
	for i := 1; i <= n; i++ {
		delay := "1" // as it is
		if i <= changed {
			delay = "9"
		}
		if strings.HasSuffix(path, ".csv") {
			fmt.Fprintf(&text, "p_%06d,%s\n", i, delay)
		} else {
			fmt.Fprintf(&text, "- name: p_%06d\n  rxDelay: %s\n", i, delay)
		}
	}
	return os.WriteFile(path, text.Bytes(), 0o600)
}

// measurePlans plans the largest manifest, half of whose rows change, against an emulator without
// quota.
func measurePlans(program, folder string) error {
	data := filepath.Join(folder, "plans.db")
	if err := fillElsewhere(data, plannedRows); err != nil {
		return err
	}
	environment, stop, err := startEmulator(program, data)
	if err != nil {
		return err
	}
	defer stop()
	environment = append(environment, "LINKWANCTL_QPS=0")
	for _, form := range []string{"csv", "yaml"} {
		manifest := filepath.Join(folder, "plans."+form)
		if err := manifestOf(manifest, plannedRows, plannedRows/2); err != nil {
			return err
		}
		run := exec.Command(program, "joinperm", "diff", "-f", manifest)
		var lines lineCounter
		run.Env, run.Stdout, run.Stderr = environment, &lines, os.Stderr
		start := time.Now()
		if err := run.Run(); err != nil {
			return fmt.Errorf("plan of %s: %w", form, err)
		}
		took := time.Since(start)
		if int(lines) != plannedRows/2+1 { // a line for each row that changes, and the counts
			return fmt.Errorf("plan of %s: %d lines came", form, lines)
		}
		memory := run.ProcessState.SysUsage().(*syscall.Rusage).Maxrss //nolint:forcetypeassert // it is one on Unix
		fmt.Printf("plan %d rows of %-4s  %6.2f s  %6.1f MB\n", plannedRows, form, took.Seconds(), float64(memory)/1000)
		if took > planTime || memory > planMemoryKB {
			return fmt.Errorf("the plan of %s took %v and %d kB", form, took, memory)
		}
	}
	return nil
}

// measureMachines lets two state directories, which know nothing of each other, share one account:
// all succeed, though some are throttled and try again.
func measureMachines(program, folder string) error {
	var log bytes.Buffer
	environment, stop, err := startEmulatorWith(program, filepath.Join(folder, "machines.db"), perSecond, &log)
	if err != nil {
		return err
	}
	start := time.Now()
	failures := make([]error, together)
	var all sync.WaitGroup
	for i := range together {
		all.Go(func() {
			run := exec.Command(program, "joinperm", "update", "--id", "123", "--rx-delay", "3")
			run.Env = append(slices.Clone(environment), fmt.Sprintf("XDG_STATE_HOME=%s/machine%d", folder, i%2))
			if output, err := run.CombinedOutput(); err != nil {
				failures[i] = fmt.Errorf("process %d: %w: %s", i, err, output)
			}
		})
	}
	all.Wait()
	took := time.Since(start)
	stop()
	for _, err := range failures {
		if err != nil {
			return err
		}
	}
	fmt.Printf("2 machines, %d processes  %6.2f s, %d throttled and tried again\n", together, took.Seconds(), strings.Count(log.String(), "Throttling"))
	return nil
}

// measureApply changes rows at the service's quota.
func measureApply(program, folder string) error {
	data, manifest := filepath.Join(folder, "apply.db"), filepath.Join(folder, "apply.yaml")
	if err := fillElsewhere(data, changedRows); err != nil {
		return err
	}
	if err := manifestOf(manifest, changedRows, changedRows); err != nil {
		return err
	}
	var log bytes.Buffer
	environment, stop, err := startEmulatorWith(program, data, perSecond, &log)
	if err != nil {
		return err
	}
	run := exec.Command(program, "joinperm", "apply", "-f", manifest, "--yes", "--progress", "none", "-o", "json")
	run.Env = append(slices.Clone(environment), "XDG_STATE_HOME="+filepath.Join(folder, "apply-state"))
	start := time.Now()
	output, err := run.CombinedOutput()
	took := time.Since(start)
	stop()
	if err != nil {
		return fmt.Errorf("apply: %w: %s", err, output)
	}
	throttled := strings.Count(log.String(), "Throttling")
	allowed := float64(changedRows-1) / perSecond
	fmt.Printf("apply %d changes  %6.2f s, %d throttled (the quota allows %.1f s)\n", changedRows, took.Seconds(), throttled, allowed)
	if throttled > 0 || took.Seconds() > allowed*applySlack {
		return fmt.Errorf("the apply took %v and was throttled %d times", took, throttled)
	}
	return nil
}
