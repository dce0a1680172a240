//go:build unix

package main

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"time"
)

// What the shared quota promises of processes that start at once: all succeed, none is throttled,
// and together they take little longer than the quota allows.
const (
	together  = 20
	perSecond = 5
	slackMost = 1.1
)

// measureQuota runs the processes against an emulator with the service's quota. It wants a machine
// that is not busy: a request that is held up on its way is not the limiter's to see.
func measureQuota(program, folder string) error {
	var log bytes.Buffer
	environment, stop, err := startEmulatorWith(program, filepath.Join(folder, "quota.db"), perSecond, &log)
	if err != nil {
		return err
	}
	environment = append(environment, "XDG_STATE_HOME="+filepath.Join(folder, "state"))
	start := time.Now()
	failures := make([]error, together)
	var all sync.WaitGroup
	for i := range together {
		all.Go(func() {
			run := exec.Command(program, "joinperm", "update", "--id", "123", "--rx-delay", "3")
			run.Env = environment
			if output, err := run.CombinedOutput(); err != nil {
				failures[i] = fmt.Errorf("process %d: %w: %s", i, err, output)
			}
		})
	}
	all.Wait()
	took := time.Since(start)
	stop() // the log is whole once the emulator has ended
	for _, err := range failures {
		if err != nil {
			return err
		}
	}
	throttled := strings.Count(log.String(), "Throttling")
	allowed := time.Duration(together-perSecond) * time.Second / perSecond
	fmt.Printf("%d processes   %6.2f s, %d throttled (the quota allows %.2f s)\n", together, took.Seconds(), throttled, allowed.Seconds())
	if throttled > 0 || took.Seconds() > allowed.Seconds()*slackMost {
		return fmt.Errorf("%d processes were throttled %d times and took %v", together, throttled, took)
	}
	return nil
}

// withProgram builds the program in a folder of its own and measures with it.
func withProgram(measures ...func(program, folder string) error) error {
	folder, err := os.MkdirTemp("", "speed")
	if err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(folder) }()
	program := filepath.Join(folder, "linkwanctl")
	if err := build(program, "./cmd/linkwanctl"); err != nil {
		return err
	}
	for _, measure := range measures {
		if err := measure(program, folder); err != nil {
			return err
		}
	}
	return nil
}
