//go:build unix

package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"linkwanctl/internal/emulator"
)

// crowd is how many processes start at once.
const crowd = 50

// together starts the processes before it waits for any of them, and gives their exit codes.
func together(t *testing.T, command func(i int) *process) ([]*process, []int) {
	t.Helper()
	if testing.Short() {
		t.Skip("the race detector sees nothing between processes, and makes each slow to start")
	}
	all, codes := []*process{}, []int{}
	for i := range crowd {
		p := command(i)
		p.start(t)
		all = append(all, p)
	}
	for _, p := range all {
		codes = append(codes, p.end())
		p.sound(t)
	}
	return all, codes
}

// It takes the 2 s in which a quota of 20 a second lets fifty updates start: each is sent once, and
// no faster than that.
func TestACrowdSharesTheQuota(t *testing.T) {
	t.Parallel()
	const qps = 20
	s := newStation(t, crowd)
	begun := time.Now()
	all, codes := together(t, func(i int) *process {
		return s.command(t, "joinperm", "update", "--id", fmt.Sprint(1001+i), "--rx-delay", "9").set(fmt.Sprintf("LINKWANCTL_QPS=%d", qps))
	})
	for i, code := range codes {
		if code != 0 {
			t.Errorf("exit code %d: %s", code, all[i].stderr.String())
		}
	}
	if took := time.Since(begun); took < 2*time.Second {
		t.Errorf("%d starts took %v at %d a second", crowd, took, qps)
	}
	if got := s.Received(updating); got != crowd {
		t.Errorf("%d updates came", got)
	}
	for i := range crowd {
		if delay := s.Permission(t, fmt.Sprint(1001+i)).RxDelay; delay != "9" {
			t.Errorf("%d holds the delay %s", 1001+i, delay)
		}
	}
	text, err := os.ReadFile(s.quotaFiles(t)[0])
	line, _, _ := strings.Cut(string(text), "\n")
	if err != nil || !regexp.MustCompile(`^(\d+ ){4};(\d+ )*;(\d+ )*;$`).MatchString(line) {
		t.Errorf("the quota's file has %q, %v", text, err)
	}
	s.tidy(t)
}

// It takes the 2 s in which a quota of 20 a second lets fifty updates start: a stall that held them
// up, here of their credentials, is no reason to send them all at once when it ends.
func TestACrowdThatWasHeldUpKeepsTheQuota(t *testing.T) {
	t.Parallel()
	const qps = 20
	s := newStation(t, crowd)
	var asked sync.WaitGroup
	asked.Add(crowd)
	var released time.Time
	release := sync.OnceFunc(func() { released = time.Now() })
	keys := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		asked.Done()
		asked.Wait()
		release()
		key := emulator.STS()
		_ = json.NewEncoder(w).Encode(map[string]string{
			"Code": "Success", "AccessKeyId": key.AccessKeyID(), "AccessKeySecret": key.AccessKeySecret(), "SecurityToken": key.SecurityToken(),
			"Expiration": time.Now().Add(time.Hour).UTC().Format(time.RFC3339),
		})
	}))
	t.Cleanup(keys.Close)
	all, codes := together(t, func(i int) *process {
		return s.command(t, "joinperm", "update", "--id", fmt.Sprint(1001+i), "--rx-delay", "9").set(fmt.Sprintf("LINKWANCTL_QPS=%d", qps),
			"ALIBABA_CLOUD_ACCESS_KEY_ID=", "ALIBABA_CLOUD_ACCESS_KEY_SECRET=", "ALIBABA_CLOUD_CREDENTIALS_URI="+keys.URL)
	})
	for i, code := range codes {
		if code != 0 {
			t.Errorf("exit code %d: %s", code, all[i].stderr.String())
		}
	}
	if took := time.Since(released); took < 2*time.Second {
		t.Errorf("%d requests took %v at %d a second after the stall", crowd, took, qps)
	}
	if got := s.Received(updating); got != crowd {
		t.Errorf("%d updates came", got)
	}
}

// Fifty changes at once of one file of settings are all in it, with what was there before. A machine
// that is so busy that one waits 5 s for its turn refuses that one, which says so and changes nothing.
func TestACrowdLosesNoSetting(t *testing.T) {
	t.Parallel()
	s := newStation(t, 0)
	path := filepath.Join(s.home, ".config", "linkwanctl", "config.yaml")
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		t.Fatal(err)
	}
	before := "# kept\noutput: table\ncontexts:\n  old:\n    profile: old\n"
	write(t, path, before)
	all, codes := together(t, func(i int) *process {
		if i%5 == 0 {
			return s.command(t, "config", "use-context", "old")
		}
		return s.command(t, "config", "set", "profile", fmt.Sprintf("p%d", i), "--context", fmt.Sprintf("c%d", i))
	})
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	wanted := []string{"# kept\n", "output: table\n", "profile: old\n", "current-context: old\n"}
	refused := 0
	for i, code := range codes {
		change := fmt.Sprintf("c%d:\n    profile: p%d\n", i, i)
		switch said := all[i].stderr.String(); {
		case code == 3 && strings.Contains(said, "nothing was changed") && strings.Contains(said, "has locked it"):
			refused++
			if i%5 != 0 && strings.Contains(string(text), change) {
				t.Errorf("the file has %q, which was refused: %s", change, said)
			}
		case code != 0:
			t.Errorf("exit code %d: %s", code, said)
		case i%5 != 0:
			wanted = append(wanted, change)
		}
	}
	if refused > len(codes)/2 {
		t.Errorf("%d of %d changes were refused", refused, len(codes))
	}
	for _, want := range wanted {
		if !strings.Contains(string(text), want) {
			t.Errorf("the file lacks %q: %s", want, text)
		}
	}
	s.tidy(t)
}

// Fifty sandboxes at once have one file between them, for which each waits 10 s at most: it does
// its work, or says that nothing was sent. The file has what was done, and nothing else.
func TestACrowdInTheSandbox(t *testing.T) {
	t.Parallel()
	s := newStation(t, 0)
	all, codes := together(t, func(i int) *process {
		return s.command(t, "--sandbox", "joinperm", "create", "--name", fmt.Sprintf("made_%02d", i), "--class-mode", "A",
			"--freq-band-plan-group-id", "101", "--rx-delay", "1", "--data-rate", "4", "--join-eui", "d896e0efff000000")
	})
	list := s.command(t, "--sandbox", "joinperm", "list", "-o", "csv", "--columns", "JoinPermissionName", "--no-headers")
	if code := list.run(t); code != 0 {
		t.Fatalf("exit code %d: %s", code, list.stderr.String())
	}
	names := strings.Fields(list.stdout.String())
	done := 0
	for i, code := range codes {
		made := strings.Contains(list.stdout.String(), fmt.Sprintf("made_%02d", i))
		switch {
		case code == 0 && made:
			done++
		case code == 3 && !made:
			all[i].said(t, "another linkwanctl command uses the state file")
		default:
			t.Errorf("exit code %d, made %v: %s", code, made, all[i].stderr.String())
		}
	}
	const samples = 3
	if done == 0 || len(names) != samples+done {
		t.Errorf("%d of %d ended well, and the file has %q", done, crowd, names)
	}
	t.Logf("%d of %d had their turn", done, crowd)
}

// emulates runs an emulator, and gives its endpoint.
func (s *station) emulates(t *testing.T, args ...string) (p *process, endpoint string) {
	t.Helper()
	p = s.command(t, append([]string{"emulator", "--listen", "127.0.0.1:0", "--query", "Endpoint"}, args...)...)
	p.Stdout = nil
	stdout, err := p.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	p.start(t)
	line, err := bufio.NewReader(stdout).ReadString('\n')
	if err != nil {
		t.Fatalf("%v: %s", err, p.stderr.String())
	}
	return p, strings.Trim(line, "\"\n")
}

// An emulator and sandboxes of a user have one state: what one changes, the other shows. A second
// emulator has a file of its own. One that was killed is not in the way.
func TestASandboxUsesTheRunningEmulator(t *testing.T) {
	t.Parallel()
	s := newStation(t, 0)
	served, endpoint := s.emulates(t)
	class := func(args ...string) string {
		t.Helper()
		p := s.command(t, append(args, "joinperm", "get", "123", "--query", "Data.ClassMode")...)
		if code := p.run(t); code != 0 {
			t.Errorf("%v: exit code %d: %s", args, code, p.stderr.String())
		}
		return strings.Trim(p.stdout.String(), "\"\n")
	}
	change := func(to string, args ...string) {
		t.Helper()
		p := s.command(t, append(args, "joinperm", "update", "123", "--class-mode", to)...)
		if code := p.run(t); code != 0 {
			t.Errorf("%v: exit code %d: %s", args, code, p.stderr.String())
		}
	}
	change("C", "--sandbox")
	if got := class("--endpoint", endpoint); got != "C" {
		t.Errorf("the emulator has class %q", got)
	}
	change("B", "--endpoint", endpoint)
	if got := class("--sandbox"); got != "B" {
		t.Errorf("the sandbox has class %q", got)
	}
	for _, args := range [][]string{{"emulator", "--listen", "127.0.0.1:0"}, {"emulator", "reset"}} {
		second := s.command(t, args...)
		if code := second.run(t); code != 3 {
			t.Errorf("%v: exit code %d", args, code)
		}
		second.said(t, "the emulator on "+endpoint+" uses the state file", "linkwanctl emulator --listen 127.0.0.1:0 --data ./linkwan.db")
	}
	beside, other := s.emulates(t, "--data", filepath.Join(s.home, "beside.db"))
	if got := class("--endpoint", other); got != "A" {
		t.Errorf("the second emulator has class %q", got)
	}
	if code := beside.end(syscall.SIGTERM); code != 0 {
		t.Errorf("exit code %d: %s", code, beside.stderr.String())
	}
	if code := served.end(syscall.SIGKILL); code != 137 {
		t.Errorf("exit code %d", code)
	}
	if got := class("--sandbox"); got != "B" {
		t.Errorf("after the emulator the sandbox has class %q", got)
	}
	again, _ := s.emulates(t)
	if code := again.end(syscall.SIGINT); code != 0 {
		t.Errorf("exit code %d: %s", code, again.stderr.String())
	}
	if left, _ := filepath.Glob(filepath.Join(s.home, ".local", "state", "linkwanctl", "*.running")); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}

// Fifty completions at once share one cache: none says a word that is no offer, and the file of the
// cache is whole.
func TestACrowdCompletes(t *testing.T) {
	t.Parallel()
	s := newStation(t, 0)
	all, codes := together(t, func(int) *process { return s.command(t, "__complete", "joinperm", "get", "") })
	for i, code := range codes {
		// On a machine that is slower than a completion may be, nothing is offered.
		offers, rest, found := strings.Cut(all[i].stdout.String(), ":4\n")
		if code != 0 || !found || rest != "" || offers != "" && strings.Count(offers, "\n") != 3 {
			t.Errorf("exit code %d: %s%s", code, all[i].stdout.String(), all[i].stderr.String())
		}
	}
	files, err := filepath.Glob(filepath.Join(s.home, ".cache", "linkwanctl", "*"))
	if err != nil || len(files) > 1 {
		t.Errorf("the cache has %q, %v", files, err)
	}
	for _, file := range files {
		var offers []struct{ Value, Means string }
		text, err := os.ReadFile(file)
		if err != nil || json.Unmarshal(text, &offers) != nil || len(offers) != 3 {
			t.Errorf("the cache has %s, %v", text, err)
		}
	}
	s.tidy(t)
}
