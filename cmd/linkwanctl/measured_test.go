package main

import (
	"bufio"
	"fmt"
	"os"
	"runtime/debug"
	"slices"
	"strconv"
	"strings"
)

// The names of the program that is measured, which runs once or many times.
const (
	measuredCommand = "linkwanctl-measured"
	workerCommand   = "linkwanctl-worker"
)

// measured is the program, and leaves beside its home what the kernel knows of its memory. (What a
// parent is told of a child's begins with the parent's own.)
func measured() {
	code := execute()
	keepPeak(os.Getenv("HOME"))
	os.Exit(code)
}

// work runs the program for each two lines of stdin: its arguments and its environment, each
// quoted and with NUL between them. What it prints is in files beside its home.
func work() {
	answers, lines := os.Stdout, bufio.NewReader(os.Stdin)
	// It is opened while the process may, which the program's protection from dumps changes.
	peak, _ := os.OpenFile("/proc/self/clear_refs", os.O_WRONLY, 0)
	for {
		args, ended := quoted(lines)
		env, _ := quoted(lines)
		if ended != nil {
			return
		}
		_, _ = fmt.Fprintln(answers, workOnce(args, env, peak))
	}
}

func quoted(lines *bufio.Reader) ([]string, error) {
	line, err := lines.ReadString('\n')
	text, _ := strconv.Unquote(strings.TrimSpace(line))
	return strings.Split(text, "\x00"), err
}

// workOnce runs the program with the environment, the streams and the memory of a new process.
func workOnce(args, env []string, peak *os.File) (code int) {
	os.Clearenv()
	for _, variable := range env {
		name, value, _ := strings.Cut(variable, "=")
		_ = os.Setenv(name, value)
	}
	home := os.Getenv("HOME")
	os.Args = append([]string{measuredCommand}, args...)
	os.Stdin, os.Stdout, os.Stderr = stream(os.Open(os.DevNull)), stream(os.Create(home+".stdout")), stream(os.Create(home+".stderr"))
	_, _ = peak.WriteString("5") // the most that was held is what is held now
	code = execute()
	keepPeak(home)
	if peakOf(home) > 40<<10 {
		debug.FreeOSMemory() // which takes as long as a short run does
	}
	for _, f := range []*os.File{os.Stdin, os.Stdout, os.Stderr} {
		_ = f.Close()
	}
	return code
}

func stream(f *os.File, err error) *os.File {
	if err != nil {
		panic(err)
	}
	return f
}

func keepPeak(home string) {
	status, _ := os.ReadFile("/proc/self/status")
	_ = os.WriteFile(peakFile(home), status, 0o600)
}

func peakFile(home string) string { return home + ".peak" }

// peakOf is the most memory that the last measured run held, in KiB; 0 where nobody tells, or the
// race detector takes several times of it.
func peakOf(home string) int {
	status, err := os.ReadFile(peakFile(home))
	if err != nil || isRace() {
		return 0
	}
	_, line, _ := strings.Cut(string(status), "VmHWM:")
	line, _, _ = strings.Cut(line, "kB")
	held, _ := strconv.Atoi(strings.TrimSpace(line))
	return held
}

func isRace() bool {
	info, _ := debug.ReadBuildInfo()
	return info != nil && slices.Contains(info.Settings, debug.BuildSetting{Key: "-race", Value: "true"})
}
