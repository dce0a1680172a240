package release

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

var top = filepath.Join("..", "..")

// dist is the directory that a release was made in.
func dist(t *testing.T) string {
	t.Helper()
	directory := os.Getenv("LINKWANCTL_DIST")
	if directory == "" {
		t.Skip("no release to try: run  make package")
	}
	return directory
}

// artefact is the one file of the release, or directory of a build, whose name has this end.
func artefact(t *testing.T, end string) string {
	t.Helper()
	found, err := filepath.Glob(filepath.Join(dist(t), "linkwanctl*"+end))
	if err != nil || len(found) != 1 {
		t.Fatalf("%d files end in %s, %v", len(found), end, err)
	}
	return found[0]
}

// need finds a program, or skips the test.
func need(t *testing.T, program string) string {
	t.Helper()
	path, err := exec.LookPath(program)
	if err != nil {
		t.Skipf("cannot be tried here: %s is not installed", program)
	}
	return path
}

// onLinux skips what is made of this machine's packages elsewhere.
func onLinux(t *testing.T) {
	t.Helper()
	if dist(t); runtime.GOOS != "linux" {
		t.Skip("cannot be tried here: this is not Linux")
	}
}

// asRoot is what a command needs before it to run as root, if only in a namespace of its own.
func asRoot(t *testing.T) []string {
	t.Helper()
	if os.Geteuid() == 0 {
		return nil
	}
	if exec.Command(need(t, "unshare"), "-r", "true").Run() != nil {
		t.Skip("cannot be tried here: it takes root, or user namespaces")
	}
	return []string{"unshare", "-r"}
}

// run gives what a command prints. It has a home of its own, and the variables that are named.
func run(t *testing.T, env []string, command ...string) string {
	t.Helper()
	var stdout, stderr bytes.Buffer
	cmd := exec.CommandContext(t.Context(), command[0], command[1:]...)
	cmd.Env = append([]string{"HOME=" + t.TempDir(), "PATH=" + os.Getenv("PATH"), "LC_ALL=C.UTF-8", "MANWIDTH=80"}, env...)
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	if err := cmd.Run(); err != nil {
		t.Fatalf("%s: %v\n%s%s", strings.Join(command, " "), err, &stdout, &stderr)
	}
	return stdout.String()
}

// mainJob are the arguments that change a permission of the sandbox.
var mainJob = []string{"--sandbox", "joinperm", "update", "--id", "123", "--class-mode", "A", "-o", "json"}

// doesItsJob does the main job with the program that the command starts.
func doesItsJob(t *testing.T, command ...string) {
	t.Helper()
	checkJob(t, run(t, nil, append(command, mainJob...)...))
}

// checkJob looks at what the main job printed.
func checkJob(t *testing.T, got string) {
	t.Helper()
	for _, want := range []string{`"Success": true`, `"JoinPermissionId": "123"`, `"Sandbox": true`} {
		if !strings.Contains(got, want) {
			t.Errorf("it prints no %s: %s", want, got)
		}
	}
}

// pages are the names of the man pages.
func pages(t *testing.T) []string {
	t.Helper()
	entries, err := os.ReadDir(filepath.Join(top, "man"))
	if err != nil || len(entries) < 20 {
		t.Fatalf("%d man pages, %v", len(entries), err)
	}
	var names []string
	for _, entry := range entries {
		names = append(names, entry.Name())
	}
	return names
}
