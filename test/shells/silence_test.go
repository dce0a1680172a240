//go:build unix

package shells

import (
	"bytes"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"os/exec"
	"strings"
	"testing"
	"time"
)

// PowerShell is not tried: it is in no package of Debian's. Its script is there and is this
// command's, and no more is known of it.
func TestPowerShellHasAScript(t *testing.T) {
	t.Parallel()
	if script := generated(t, "linkwanctl.ps1"); !bytes.Contains(script, []byte("Register-ArgumentCompleter -CommandName 'linkwanctl'")) {
		t.Errorf("it does not complete linkwanctl:\n%s", script)
	}
}

// The scripts throw stderr away, so what stands there is looked at here: in every case nothing but
// the line that cobra ends each completion with.
func TestCompletionSaysNothingOfItsTroubles(t *testing.T) {
	t.Parallel()
	for name, prepare := range map[string]func(*testing.T, *user){
		"embedded service": func(_ *testing.T, u *user) { u.env = append(u.env, "LINKWANCTL_SANDBOX=1") },
		"no credentials":   func(*testing.T, *user) {},
		"broken settings":  func(t *testing.T, u *user) { u.write(t, "config/linkwanctl/config.yaml", "contexts: [") },
		"broken profiles":  func(t *testing.T, u *user) { u.write(t, ".aliyun/config.json", `{"access_key_secret": "test-secret"`) },
		"no home":          func(_ *testing.T, u *user) { u.env = []string{"LINKWANCTL_SANDBOX=1"} },
		"no service":       func(_ *testing.T, u *user) { u.useService("http://127.0.0.1:1") },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			u := newUser(t)
			prepare(t, u)
			for _, flag := range []string{"--id", "--name-is", "--freq-band-plan-group-id", "--context", "--profile"} {
				stdout, stderr := u.completes(t, "joinperm", "update", flag, "")
				if stderr != "Completion ended with directive: ShellCompDirectiveNoFileComp\n" {
					t.Errorf("%s: stderr holds %q", flag, stderr)
				}
				if !strings.HasSuffix(stdout, ":4\n") || strings.Contains(stdout, "secret") {
					t.Errorf("%s: stdout holds %q", flag, stdout)
				}
			}
		})
	}
}

// A person waits for TAB, and no time-out of a call is what ends the wait.
func TestAServiceThatDoesNotAnswerIsNotWaitedFor(t *testing.T) {
	t.Parallel()
	deaf, err := net.Listen("tcp", "127.0.0.1:0") // it takes connections and reads nothing
	if err != nil {
		t.Fatal(err)
	}
	defer deaf.Close()
	u := newUser(t)
	u.useService("http://" + deaf.Addr().String())
	u.env = append(u.env, "LINKWANCTL_TIMEOUT=1h", "LINKWANCTL_ATTEMPT_TIMEOUT=1h")
	start := time.Now()
	if stdout, _ := u.completes(t, "joinperm", "get", ""); stdout != ":4\n" {
		t.Errorf("it offers %q", stdout)
	}
	t.Logf("it took %v", time.Since(start))
}

// A shell may take what it is offered for more than a word, now or in the line that becomes of it:
// such names and IDs are not offered.
func TestWhatAShellCouldRunIsNotOffered(t *testing.T) {
	t.Parallel()
	service := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		_, _ = io.WriteString(w, `{"RequestId": "1", "Success": true, "Data": {"TotalCount": 5, "List": [
			{"JoinPermissionId": "1", "JoinPermissionName": "凭证_1"},
			{"JoinPermissionId": "2", "JoinPermissionName": "(touch ran)"},
			{"JoinPermissionId": "$(touch ran)", "JoinPermissionName": "depot_2"},
			{"JoinPermissionId": "4", "JoinPermissionName": "a\nb"},
			{"JoinPermissionId": "5", "JoinPermissionName": "depot 5"}]}}`)
	}))
	defer service.Close()
	for flag, want := range map[string]string{
		"--id":      "1\t凭证_1\n2\t(touch ran)\n4\ta\\nb\n5\tdepot 5\n:4\n",
		"--name-is": "凭证_1\t1\ndepot_2\t$(touch ran)\ndepot 5\t5\n:4\n",
	} {
		u := newUser(t)
		u.useService(service.URL)
		var got string
		for range 50 { // a busy machine is too slow for the answer now and then
			if got, _ = u.completes(t, "joinperm", "update", flag, ""); got != ":4\n" {
				break
			}
		}
		if got != want {
			t.Errorf("%s offers %q, want %q", flag, got, want)
		}
	}
}

func (u *user) useService(url string) {
	u.env = append(u.env, "LINKWANCTL_ENDPOINT="+url, "ALIBABA_CLOUD_ACCESS_KEY_ID=test-key-id", "ALIBABA_CLOUD_ACCESS_KEY_SECRET=test-secret")
}

// completes asks the command as the scripts do.
func (u *user) completes(t *testing.T, words ...string) (stdout, stderr string) {
	t.Helper()
	var out, err bytes.Buffer
	u.run(t, exec.Command(u.binary, append([]string{"__complete"}, words...)...), &out, &err)
	return out.String(), err.String()
}
