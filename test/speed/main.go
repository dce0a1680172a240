//go:build unix

// Command speed measures what the project promises of its start-up and of one call, and fails where
// a promise is broken. It builds stripped binaries, starts an emulator without quota in another
// process, and takes the median of 20 runs of each command. Times are compared with those of a bare
// Cobra program in the same minute, so that a busy machine is no slow program; a promise that is
// broken is measured anew, at most three times. Time is the wall clock around the process, memory
// its largest resident set, which is at least this process's own: of a small program it says nothing.
package main

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"time"
)

const (
	runs           = 20
	versionRatio   = 1.7 // of the bare Cobra program's time
	updateRatio    = 3.2 // against an emulator on loopback, of the same
	updateMemoryKB = 12_000
)

func main() {
	run := measure
	switch {
	case len(os.Args) > 1 && os.Args[1] == "fill":
		run = func() error { return fill(os.Args[2:]) }
	case len(os.Args) > 1 && os.Args[1] == "calls":
		run = func() error { return withProgram(measureCalls) }
	case len(os.Args) > 1 && os.Args[1] == "compare":
		run = func() error { return withProgram(measureRivals) }
	case len(os.Args) > 1 && os.Args[1] == "quota":
		run = func() error { return withProgram(measureQuota) }
	case len(os.Args) > 1 && os.Args[1] == "batch":
		run = func() error { return withProgram(measurePlans, measureMachines, measureApply) }
	}
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, "speed:", err)
		os.Exit(1)
	}
}

func measure() error {
	folder, err := os.MkdirTemp("", "speed")
	if err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(folder) }()
	ours, bare := filepath.Join(folder, "linkwanctl"), filepath.Join(folder, "bare")
	for path, source := range map[string]string{ours: "./cmd/linkwanctl", bare: "./test/speed/bare"} {
		if err := build(path, source); err != nil {
			return err
		}
	}
	environment, stop, err := startEmulator(ours, filepath.Join(folder, "emulator.db"))
	if err != nil {
		return err
	}
	defer stop()
	if err := measureLists(ours, folder); err != nil {
		return err
	}
	earlier := filepath.Join(folder, "state")
	if _, err := inState(updateBy(ours), environment, earlier); err != nil {
		return err
	}
	commands := map[string][]string{"bare version": {bare, "version"}, "version": {ours, "version"}, "update": updateBy(ours)}
	for try := 1; ; try++ {
		samples, err := sampled(commands, runs, environment, earlier)
		if err != nil {
			return err
		}
		// A machine that was busy all the while is no slow program: three times in a row is.
		if err := judge(samples); err == nil || try == 3 {
			return err
		}
	}
}

// updateBy is the one call that is measured.
func updateBy(program string) []string {
	return []string{program, "joinperm", "update", "--id", "123", "--class-mode", "A"}
}

// sampled runs the commands in turn, once more than that many times: the first runs warm the page
// cache.
func sampled(commands map[string][]string, times int, environment []string, earlier string) (map[string][]sample, error) {
	samples := map[string][]sample{}
	for range times + 1 {
		for name, command := range commands {
			s, err := once(command, environment, earlier)
			if err != nil {
				return nil, fmt.Errorf("%s: %w", name, err)
			}
			samples[name] = append(samples[name], s)
		}
	}
	return samples, nil
}

// build makes a program as make build does, and copies it, as an installation does: the file that
// the linker itself wrote starts 10 to 20 % slower.
func build(path, source string) error {
	stamp := "-s -w -X main.version=1.0.0 -X main.commit=unknown -X main.date=unknown"
	linked := path + ".linked"
	for _, command := range []*exec.Cmd{
		exec.Command("go", "build", "-tags", "nethttpomithttp2", "-trimpath", "-buildvcs=false", "-ldflags", stamp, "-o", linked, source),
		exec.Command("cp", linked, path),
	} {
		command.Stderr = os.Stderr
		if err := command.Run(); err != nil {
			return fmt.Errorf("build %s: %w", source, err)
		}
	}
	return nil
}

type sample struct {
	took     time.Duration
	memoryKB int64
}

// once runs a command with a copy of the state that an earlier call has left: the quota is kept, and
// none of the other runs is in it.
func once(command, environment []string, earlier string) (sample, error) {
	state, err := os.MkdirTemp("", "speed")
	if err != nil {
		return sample{}, err
	}
	defer func() { _ = os.RemoveAll(state) }()
	if err := os.CopyFS(state, os.DirFS(earlier)); err != nil {
		return sample{}, err
	}
	return inState(command, environment, state)
}

// inState runs a command with a state directory, which it makes where it is missing.
func inState(command, environment []string, state string) (sample, error) {
	run := exec.Command(command[0], command[1:]...)
	run.Env = append(slices.Clone(environment), "XDG_STATE_HOME="+state)
	start := time.Now()
	output, err := run.CombinedOutput()
	took := time.Since(start)
	if err != nil {
		return sample{}, fmt.Errorf("%w: %s", err, output)
	}
	return sample{took, run.ProcessState.SysUsage().(*syscall.Rusage).Maxrss}, nil //nolint:forcetypeassert // it is one on Unix
}

// median is the median time and, by itself, the median memory.
func median(samples []sample) sample {
	s := slices.Clone(samples)
	slices.SortFunc(s, func(a, b sample) int { return int(a.memoryKB - b.memoryKB) })
	memory := s[len(s)/2].memoryKB
	slices.SortFunc(s, func(a, b sample) int { return int(a.took - b.took) })
	return sample{s[len(s)/2].took, memory}
}

// judge prints the medians and compares them with the promises. The first run of each command only
// warms the page cache.
func judge(samples map[string][]sample) error {
	took, memory := map[string]time.Duration{}, map[string]int64{}
	for _, name := range []string{"bare version", "version", "update"} {
		s := samples[name][1:]
		middle := median(s)
		took[name], memory[name] = middle.took, middle.memoryKB
		shown := fmt.Sprintf("%6.1f MB", float64(memory[name])/1000)
		if name == "bare version" {
			shown = "         " // smaller than this process
		}
		fmt.Printf("%-14s %6.2f ms  %s  (median of %d)\n", name, float64(took[name].Microseconds())/1000, shown, len(s))
	}
	var broken []string
	for _, c := range []struct {
		name string
		most float64
	}{{"version", versionRatio}, {"update", updateRatio}} {
		ratio := float64(took[c.name]) / float64(took["bare version"])
		fmt.Printf("%s takes %.2f times as long as the bare Cobra program (at most %.1f)\n", c.name, ratio, c.most)
		if ratio > c.most {
			broken = append(broken, c.name+" is too slow")
		}
	}
	if memory["update"] > updateMemoryKB {
		broken = append(broken, fmt.Sprintf("an update takes more than %d kB", updateMemoryKB))
	}
	if len(broken) > 0 {
		return fmt.Errorf("%s", strings.Join(broken, "; "))
	}
	return nil
}

// startEmulator gives the environment that points a client at it. It keeps no quota and its log is
// dropped.
func startEmulator(program, data string) ([]string, func(), error) {
	return startEmulatorWith(program, data, 0, io.Discard)
}

func startEmulatorWith(program, data string, qps int, log io.Writer) ([]string, func(), error) {
	environment := []string{"HOME=" + filepath.Dir(data), "PATH=" + os.Getenv("PATH")}
	server := exec.Command(program, "emulator", "--listen", "127.0.0.1:0", "--qps", strconv.Itoa(qps), "--data", data)
	server.Env, server.Stderr = environment, log
	stdout, err := server.StdoutPipe()
	if err != nil {
		return nil, nil, err
	}
	if err := server.Start(); err != nil {
		return nil, nil, err
	}
	stop := func() { _ = server.Process.Kill(); _ = server.Wait() }
	lines := bufio.NewScanner(stdout)
	for len(environment) < 5 && lines.Scan() {
		if name, found := strings.CutPrefix(lines.Text(), "export "); found {
			environment = append(environment, name)
		}
	}
	if len(environment) < 5 {
		stop()
		return nil, nil, fmt.Errorf("the emulator told no environment")
	}
	return environment, stop, nil
}
