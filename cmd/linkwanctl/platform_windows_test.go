package main

import (
	"bytes"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"golang.org/x/sys/windows"

	"linkwanctl/internal/emulator/emulatortest"
)

// onWindows is a command of a user with that profile directory, and nothing of the test's environment
// but what Windows needs.
func onWindows(t *testing.T, home string, env map[string]string, args ...string) *exec.Cmd {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), "linkwanctl", args...)
	cmd.Env = []string{"userprofile=" + home, "LANG=C", "LINKWANCTL_QPS=0"} // any case is the same
	for _, name := range []string{"PATH", "SYSTEMROOT", "TEMP", "TMP"} {
		cmd.Env = append(cmd.Env, name+"="+os.Getenv(name))
	}
	for name, value := range env {
		cmd.Env = append(cmd.Env, name+"="+value)
	}
	return cmd
}

// exitOf runs a command and gives its exit code and what it wrote.
func exitOf(t *testing.T, cmd *exec.Cmd) (code int, stdout, stderr string) {
	t.Helper()
	var out, problems bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &problems
	err := cmd.Run()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		t.Fatal(err)
	}
	return cmd.ProcessState.ExitCode(), out.String(), problems.String()
}

func TestFilesAreWhereWindowsHasThem(t *testing.T) {
	t.Parallel()
	home := t.TempDir()
	env := map[string]string{"AppData": filepath.Join(home, "roaming"), "LocalAppData": filepath.Join(home, "local")}
	settings := filepath.Join(home, "roaming", "linkwanctl", "config.yaml")
	if code, out, problems := exitOf(t, onWindows(t, home, env, "config", "path", "-o", "table")); code != 0 || out != settings+"\n" {
		t.Errorf("%d %q %s", code, out, problems)
	}
	if code, _, problems := exitOf(t, onWindows(t, home, env, "config", "set", "region", "cn-hangzhou")); code != 0 {
		t.Errorf("%d %s", code, problems)
	}
	if code, _, problems := exitOf(t, onWindows(t, home, env, "--sandbox", "joinperm", "count")); code != 0 {
		t.Errorf("%d %s", code, problems)
	}
	for _, path := range []string{settings, filepath.Join(home, "local", "linkwanctl", "emulator.db")} {
		if _, err := os.Stat(path); err != nil {
			t.Error(err)
		}
	}
	// Without the variables, where they would point to.
	_, out, _ := exitOf(t, onWindows(t, home, nil, "config", "path", "-o", "table"))
	if want := filepath.Join(home, "AppData", "Roaming", "linkwanctl", "config.yaml") + "\n"; out != want {
		t.Errorf("got %q, want %q", out, want)
	}
}

// The vendor's files are in the profile directory, and shown in full: no shell takes a ~ everywhere.
func TestPathsAreShownAsWindowsHasThem(t *testing.T) {
	t.Parallel()
	home := t.TempDir()
	code, _, problems := exitOf(t, onWindows(t, home, nil, "joinperm", "list"))
	if code != 3 || !strings.Contains(problems, filepath.Join(home, ".aliyun", "config.json")+" (none)") {
		t.Errorf("%d %s", code, problems)
	}
}

// A reader that goes away is not reported, and the exit code is that of Unix.
func TestAReaderThatHasGoneOnWindows(t *testing.T) {
	t.Parallel()
	service := emulatortest.Start(t, emulatortest.Options{Fill: 5000})
	for _, args := range [][]string{{"joinperm", "list"}, {"help", "environment"}, {"version"}, {"completion", "powershell"}} {
		reader, writer, err := os.Pipe()
		if err != nil {
			t.Fatal(err)
		}
		var problems bytes.Buffer
		cmd := onWindows(t, t.TempDir(), service.Environment(), args...)
		cmd.Stdout, cmd.Stderr = writer, &problems
		_ = reader.Close()
		err = cmd.Run()
		_ = writer.Close()
		if code := cmd.ProcessState.ExitCode(); code != 141 || problems.String() != "" {
			t.Errorf("%q: exit code %d, %v, %q", args, code, err, problems.String())
		}
	}
}

// A command that an emulator is started for has it, and nothing is left of it.
func TestAnEmulatorForACommandLeavesNothingOnWindows(t *testing.T) {
	t.Parallel()
	temp := t.TempDir()
	cmd := onWindows(t, t.TempDir(), nil, "emulator", "--", "linkwanctl", "joinperm", "get", "123", "--query", "Data.ClassMode")
	cmd.Env = append(cmd.Env, "TEMP="+temp, "TMP="+temp, "alibaba_cloud_access_key_id=mine")
	if code, out, problems := exitOf(t, cmd); code != 0 || out != "A\n" {
		t.Errorf("%d %q %s", code, out, problems)
	}
	if left, err := os.ReadDir(temp); err != nil || len(left) > 0 {
		t.Errorf("left: %v, %v", left, err)
	}
}

// Processes that change the settings do so one after the other: no change is lost.
func TestSettingsAreLockedOnWindows(t *testing.T) {
	t.Parallel()
	home := t.TempDir()
	var started []*exec.Cmd
	for _, context := range []string{"a", "b", "c", "d", "e", "f"} {
		cmd := onWindows(t, home, nil, "config", "set", "profile", "p", "--context", context)
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		started = append(started, cmd)
	}
	for _, cmd := range started {
		if err := cmd.Wait(); err != nil {
			t.Errorf("%q: %v", cmd.Args, err)
		}
	}
	if _, out, problems := exitOf(t, onWindows(t, home, nil, "config", "get-contexts", "-o", "name")); len(strings.Fields(out)) != len(started) {
		t.Errorf("%q %s", out, problems)
	}
}

// A file that another program has open for a moment is replaced once it has closed it.
func TestAnOpenFileIsReplacedOnWindows(t *testing.T) {
	t.Parallel()
	home := t.TempDir()
	for _, value := range []string{"json", "yaml"} {
		if value == "yaml" { // the file is there
			file, err := os.Open(filepath.Join(home, "AppData", "Roaming", "linkwanctl", "config.yaml"))
			if err != nil {
				t.Fatal(err)
			}
			time.AfterFunc(200*time.Millisecond, func() { _ = file.Close() })
		}
		if code, _, problems := exitOf(t, onWindows(t, home, nil, "config", "set", "output", value)); code != 0 {
			t.Errorf("%s: %d %s", value, code, problems)
		}
	}
}

// Ctrl-Break, the one key that a process can send to another, ends an emulator as Ctrl-C does, and a
// call with 130.
func TestAKeyEndsACommandOnWindows(t *testing.T) {
	t.Parallel()
	service := emulatortest.Start(t, emulatortest.Options{Faults: []string{"latency=1m"}})
	cmd := onWindows(t, t.TempDir(), service.Environment(), "joinperm", "get", "123", "--debug")
	cmd.SysProcAttr = &syscall.SysProcAttr{CreationFlags: windows.CREATE_NEW_PROCESS_GROUP}
	problems, err := cmd.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	if _, err := problems.Read(make([]byte, 1)); err != nil { // the request is on its way
		t.Fatal(err)
	}
	if err := windows.GenerateConsoleCtrlEvent(windows.CTRL_BREAK_EVENT, uint32(cmd.Process.Pid)); err != nil {
		_ = cmd.Process.Kill()
		t.Skip("no console: ", err)
	}
	_, _ = io.Copy(io.Discard, problems)
	_ = cmd.Wait()
	if code := cmd.ProcessState.ExitCode(); code != 130 {
		t.Errorf("exit code %d", code)
	}
}
