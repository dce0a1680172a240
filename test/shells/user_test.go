//go:build unix

package shells

import (
	"bytes"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// user is someone with the command on the PATH, the scripts installed, and files in the working
// directory that nobody asked for.
type user struct {
	home, dir, binary string
	env               []string
}

// newUser has nothing set up: no credentials, no settings, no sandbox.
func newUser(t *testing.T) *user {
	t.Helper()
	bin, err := build()
	if err != nil {
		t.Fatal(err)
	}
	u := &user{home: t.TempDir(), dir: t.TempDir(), binary: filepath.Join(bin, "linkwanctl")}
	u.env = []string{
		"HOME=" + u.home, "PATH=" + bin + string(os.PathListSeparator) + os.Getenv("PATH"), "TERM=dumb", "COLUMNS=200", "LC_ALL=C.UTF-8",
		"XDG_CONFIG_HOME=" + filepath.Join(u.home, "config"), "XDG_DATA_HOME=" + filepath.Join(u.home, "data"),
		"XDG_CACHE_HOME=" + filepath.Join(u.home, "cache"), "XDG_STATE_HOME=" + filepath.Join(u.home, "state"),
	}
	// In a home that lacks it, fish reads every man page of the machine in the background.
	u.write(t, "data/fish/generated_completions/none.fish", "")
	for script, place := range map[string]string{
		"linkwanctl.bash": "data/bash-completion/completions/linkwanctl",
		"_linkwanctl":     "data/zsh/site-functions/_linkwanctl",
		"linkwanctl.fish": "config/fish/completions/linkwanctl.fish",
	} {
		u.write(t, place, string(generated(t, script)))
	}
	for _, name := range []string{"123.txt", "A.txt", "cn-file", "凭证.txt", "team.txt", "notes", "fleet.yaml", "fleet.csv", "fleet.json", "fleet.txt"} {
		if err := os.WriteFile(filepath.Join(u.dir, name), nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return u
}

// newSandboxUser works on the embedded service, and has contexts and profiles.
func newSandboxUser(t *testing.T) *user {
	t.Helper()
	u := newUser(t)
	u.env = append(u.env, "LINKWANCTL_SANDBOX=1")
	u.write(t, "config/linkwanctl/config.yaml", "contexts:\n  lab: {region: cn-shanghai}\n  prod: {region: cn-hangzhou}\n")
	// Two names begin with the same byte and not with the same letter.
	u.write(t, ".aliyun/config.json", `{"current": "冷链", "profiles": [
		{"name": "冷链", "mode": "AK", "access_key_id": "test-key-id", "access_key_secret": "test-secret"},
		{"name": "凭证", "mode": "AK", "access_key_id": "test-key-id", "access_key_secret": "test-secret"},
		{"name": "team a", "mode": "AK", "access_key_id": "test-key-id", "access_key_secret": "test-secret"},
		{"name": "$(touch ran)", "mode": "AK", "access_key_id": "test-key-id", "access_key_secret": "test-secret"}]}`)
	u.warm(t)
	return u
}

// warm has the live values kept before a shell asks for them: the command gives the service a
// moment only, which on a busy machine passes now and then.
func (u *user) warm(t *testing.T) {
	t.Helper()
	for range 50 {
		u.completes(t, "joinperm", "get", "")
		u.completes(t, "joinperm", "update", "--freq-band-plan-group-id", "")
		if kept, _ := filepath.Glob(filepath.Join(u.home, "cache", "linkwanctl", "complete-*.json")); len(kept) == 2 {
			return
		}
	}
	t.Fatal("no live values are kept")
}

// eachUser tries a shell for someone on the embedded service and for someone who has nothing.
func eachUser(t *testing.T, try func(*testing.T, *user, []press)) {
	t.Helper()
	for name, c := range map[string]struct {
		make    func(*testing.T) *user
		presses []press
	}{
		"embedded service": {newSandboxUser, presses()},
		"no credentials":   {newUser, lonelyPresses()},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			u := c.make(t)
			try(t, u, c.presses)
			if exists(filepath.Join(u.dir, "ran")) {
				t.Error("the name of a profile was run as a command")
			}
		})
	}
}

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}

func (u *user) write(t *testing.T, path, text string) {
	t.Helper()
	path = filepath.Join(u.home, filepath.FromSlash(path))
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

// run runs a program as this user does. Only what hangs comes near the deadline.
func (u *user) run(t *testing.T, command *exec.Cmd, stdout, stderr io.Writer) {
	t.Helper()
	command.Dir, command.Env, command.Stdout, command.Stderr = u.dir, u.env, stdout, stderr
	command.WaitDelay = time.Second
	if err := command.Start(); err != nil {
		t.Fatal(err)
	}
	hangs := time.AfterFunc(time.Minute, func() { _ = command.Process.Kill() })
	err := command.Wait()
	if !hangs.Stop() {
		t.Fatalf("%s hangs:\n%s", command.Path, stdout)
	}
	if err != nil {
		t.Logf("%s: %v", command.Path, err)
	}
}

// shows runs a shell on these lines, and gives what it prints on either stream.
func (u *user) shows(t *testing.T, shell *exec.Cmd, lines string) string {
	t.Helper()
	var out bytes.Buffer
	shell.Stdin = strings.NewReader(lines)
	u.run(t, shell, &out, &out)
	return out.String()
}
