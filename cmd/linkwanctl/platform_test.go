package main

import (
	"os"
	"path/filepath"
	"runtime"
	"testing"
)

// unixOnly skips a test on Windows, which lacks what it is about.
func unixOnly(t *testing.T, why string) {
	t.Helper()
	if runtime.GOOS == "windows" {
		t.Skip(why)
	}
}

// homeVariables are the environment of a process with that home directory. Its files are where Unix
// has them, so that a script can name them on every platform; where Windows has them is tested by
// TestFilesAreWhereWindowsHasThem.
func homeVariables(home string) map[string]string {
	if runtime.GOOS != "windows" {
		return map[string]string{"HOME": home}
	}
	return map[string]string{
		"USERPROFILE": home, "LANG": "C",
		"XDG_CONFIG_HOME": filepath.Join(home, ".config"), "XDG_STATE_HOME": filepath.Join(home, ".local", "state"), "XDG_CACHE_HOME": filepath.Join(home, ".cache"),
	}
}

// environment is what every run of the program has. Of two of a name the last one counts.
func environment(home string, more ...string) []string {
	return append([]string{
		"HOME=" + home, "PATH=" + os.Getenv("PATH"), "TERM=dumb", "LINKWANCTL_QPS=0",
		"GORACE=atexit_sleep_ms=0", // else the race detector's programs stay for a second
	}, more...)
}
