package main

import (
	"os"
	"runtime/debug"
	"slices"
	"strconv"
	"strings"
)

// measuredCommand is the name of the program that is measured.
const measuredCommand = "linkwanctl-measured"

// measured is the program, and leaves beside its home what the kernel knows of its memory. (What a
// parent is told of a child's begins with the parent's own.)
func measured() {
	code := execute()
	status, _ := os.ReadFile("/proc/self/status")
	_ = os.WriteFile(peakFile(os.Getenv("HOME")), status, 0o600)
	os.Exit(code)
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
