//go:build unix

package main

import (
	"bufio"
	"net/http"
	"os"
	"strings"
	"syscall"
	"testing"
	"time"
)

// gone is the end of a pipe whose reader has gone.
func gone(t *testing.T) *os.File {
	t.Helper()
	reader, writer := pipe(t)
	_ = reader.Close()
	return writer
}

// full is a device without any room.
func full(t *testing.T) *os.File {
	t.Helper()
	file, err := os.OpenFile("/dev/full", os.O_WRONLY, 0)
	if err != nil {
		t.Skip("this system has no device that is always full: ", err)
	}
	t.Cleanup(func() { _ = file.Close() })
	return file
}

// stuck is the end of a pipe that is full, and whose reader has stopped.
func stuck(t *testing.T) *os.File {
	t.Helper()
	_, writer := pipe(t)
	_ = writer.SetWriteDeadline(time.Now().Add(100 * time.Millisecond))
	for {
		if _, err := writer.Write(make([]byte, 4<<10)); err != nil {
			return writer
		}
	}
}

// What a command only shows ends with 141 and without a word where its reader has gone, as a shell
// shows SIGPIPE, and with 1 and a reason on a full disk.
func TestAResultThatNobodyReads(t *testing.T) {
	t.Parallel()
	for name, args := range map[string]string{
		"table": "joinperm list", "json": "joinperm list -o json", "yaml": "joinperm list -o yaml", "csv": "joinperm list -o csv",
		"query": "joinperm list --query [].JoinPermissionId", "single result": "joinperm get 123", "count": "joinperm count",
		"dry run": "joinperm update --id 123 --class-mode C --dry-run", "export": "joinperm export", "diff": "joinperm diff -f /dev/null",
		"settings": "config list", "path": "config path", "credentials": "auth status", "schema": "schema manifest",
		"help": "joinperm --help", "topic": "help exit-codes", "version": "version", "version flag": "--version",
		"bash": "completion bash", "zsh": "completion zsh", "fish": "completion fish", "powershell": "completion powershell",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newStation(t, 0)
			p := s.command(t, strings.Fields(args)...)
			p.Stdout = gone(t)
			if code := p.run(t); code != 141 || strings.Contains(p.stderr.String(), "linkwanctl: the result") {
				t.Errorf("without a reader the exit code is %d: %s", code, p.stderr.String())
			}
			p.sound(t)
			p = s.command(t, strings.Fields(args)...)
			p.Stdout = full(t)
			if code := p.run(t); code != 1 {
				t.Errorf("on a full disk the exit code is %d", code)
			}
			p.said(t, "cannot write the result", "no space left on device")
			if got := s.Received(updating); got != 0 {
				t.Errorf("%d updates came", got)
			}
		})
	}
}

// Changes that the service has made are reported as made, with exit code 1, where their result
// cannot be shown; they are made once.
func TestAChangeWhoseResultNobodyReads(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ name, args, action string }{
		{"update", "joinperm update --id 123 --class-mode C", updating},
		{"update with JSON", "joinperm update --id 123 --class-mode C -o json", updating},
		{"create", "joinperm create --name made_1 --class-mode A --freq-band-plan-group-id 101 --rx-delay 1 --data-rate 4 --join-eui d896e0efff000000", "CreateLocalJoinPermission"},
		{"delete", "joinperm delete 125 --yes", "DeleteLocalJoinPermission"},
		{"disable", "joinperm disable 123", ""},
		{"submit", "joinperm order submit 125 --renter some-user", "SubmitJoinPermissionAuthOrder"},
	} {
		for where, broken := range map[string]func(*testing.T) *os.File{"no reader": gone, "full disk": full} {
			t.Run(c.name+"/"+where, func(t *testing.T) {
				t.Parallel()
				s := newStation(t, 0)
				p := s.command(t, strings.Fields(c.args)...)
				p.Stdout = broken(t)
				if code := p.run(t); code != 1 {
					t.Errorf("exit code %d", code)
				}
				p.said(t, "the change was made")
				if got := s.Received(c.action); c.action != "" && got != 1 {
					t.Errorf("%d of %s came", got, c.action)
				}
				if class := s.Permission(t, "123").ClassMode; c.action == updating && class != "C" {
					t.Errorf("the service holds class %s", class)
				}
			})
		}
	}
}

// A list stops to ask for pages soon after its reader has gone: no more than fit into a pipe, and
// the first 1000 rows of a table, which wait for each other.
func TestAListStopsWithItsReader(t *testing.T) {
	t.Parallel()
	const pages, most = 51, 25
	forms := []string{"table", "json", "yaml", "csv"}
	if testing.Short() {
		forms = forms[:1] // to fill a state takes seconds under the race detector
	}
	for _, form := range forms {
		t.Run(form, func(t *testing.T) {
			t.Parallel()
			s := newStation(t, 5000)
			p := s.command(t, "joinperm", "list", "-o", form)
			reader, writer := pipe(t)
			p.Stdout = writer
			p.start(t)
			_ = writer.Close()
			if line, err := bufio.NewReader(reader).ReadString('\n'); err != nil {
				t.Errorf("the first line is %q, %v", line, err)
			}
			_ = reader.Close()
			if code := p.end(); code != 141 || p.stderr.Len() != 0 {
				t.Errorf("exit code %d: %s", code, p.stderr.String())
			}
			if got := s.Received(listing); got > most {
				t.Errorf("%d of %d pages were asked for", got, pages)
			}
		})
	}
}

// Nobody who reads stderr is no reason to do less: neither what is told there before a change nor
// what is told after it ends the command.
func TestNobodyReadsStderr(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, args string
		code       int
		updates    int
	}{
		{"an error", "joinperm update --id 999 --class-mode A", 6, 1},
		{"an error as JSON", "joinperm update --id 999 --class-mode A -o json", 6, 1},
		{"a mistake", "joinperm update --id 123 --class-mode Z", 2, 0},
		{"debug", "joinperm update --id 123 --class-mode C --debug", 0, 1},
		{"a warning", "joinperm update --id 123 --class-mode C --rx-delay 3", 0, 1},
		{"a warning as JSON", "joinperm update --id 123 --class-mode C --rx-delay 3 -o json", 0, 1},
		{"a note", "joinperm update --id 123 --class-mode C --diff --yes", 0, 1},
		{"a plan", "joinperm apply --yes -f -", 0, 1},
	} {
		for where, broken := range map[string]func(*testing.T) *os.File{"no reader": gone, "full disk": full} {
			t.Run(c.name+"/"+where, func(t *testing.T) {
				t.Parallel()
				s := newStation(t, 0)
				p := s.command(t, strings.Fields(c.args)...)
				p.Stdin = strings.NewReader("- {id: 123, classMode: C}\n")
				p.Stderr = broken(t)
				if code := p.run(t); code != c.code || (p.stdout.Len() == 0) != (code != 0) {
					t.Errorf("exit code %d, want %d: %s", code, c.code, p.stdout.String())
				}
				if got := s.Received(updating); got != c.updates {
					t.Errorf("%d updates came, want %d", got, c.updates)
				}
				if class := s.Permission(t, "123").ClassMode; c.code == 0 && class != "C" {
					t.Errorf("the service holds class %s", class)
				}
			})
		}
	}
}

// With both streams gone only the exit code tells.
func TestNobodyReadsAnything(t *testing.T) {
	t.Parallel()
	for args, want := range map[string]int{
		"joinperm update --id 123 --class-mode C --debug": 1, "joinperm update --id 999 --class-mode C": 6, "joinperm list --debug": 141, "--help": 141,
	} {
		t.Run(args, func(t *testing.T) {
			t.Parallel()
			s := newStation(t, 0)
			p := s.command(t, strings.Fields(args)...)
			p.Stdout, p.Stderr = gone(t), gone(t)
			if code := p.run(t); code != want {
				t.Errorf("exit code %d, want %d", code, want)
			}
			if got := s.Received(updating); strings.Contains(args, "update") && got != 1 {
				t.Errorf("%d updates came", got)
			}
		})
	}
}

// A stream that is closed when the command starts is as good as /dev/null, which Go's runtime opens
// in its place: nothing lands in another file by mistake.
func TestClosedStreamsAreAsGoodAsDevNull(t *testing.T) {
	t.Parallel()
	for closed, shown := range map[string]bool{">&-": false, "2>&-": true, "<&-": true, "<&- >&- 2>&-": false} {
		t.Run(closed, func(t *testing.T) {
			t.Parallel()
			s := newStation(t, 0)
			p := s.command(t)
			p.Path, p.Args = "/bin/sh", []string{"sh", "-c", "exec linkwanctl joinperm update --id 123 --class-mode C --debug " + closed}
			if code := p.run(t); code != 0 {
				t.Errorf("exit code %d: %s", code, p.stderr.String())
			}
			if strings.Contains(p.stdout.String(), "true") != shown {
				t.Errorf("stdout has %q", p.stdout.String())
			}
			if got, class := s.Received(updating), s.Permission(t, "123").ClassMode; got != 1 || class != "C" {
				t.Errorf("%d updates came, the service holds class %s", got, class)
			}
		})
	}
}

// The emulator serves on when nobody reads its log any more.
func TestTheEmulatorOutlivesTheReaderOfItsLog(t *testing.T) {
	t.Parallel()
	s := newStation(t, 0)
	p := s.command(t, "emulator", "--listen", "127.0.0.1:0", "-o", "table")
	p.Stdout = nil
	stdout, err := p.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	p.Stderr = gone(t)
	p.start(t)
	lines := bufio.NewScanner(stdout)
	endpoint := ""
	for endpoint == "" && lines.Scan() {
		_, endpoint, _ = strings.Cut(lines.Text(), "LINKWANCTL_ENDPOINT=")
	}
	for range 3 {
		answer, err := http.Get(endpoint)
		if err != nil {
			t.Fatal(err)
		}
		_ = answer.Body.Close()
	}
	if code := p.end(syscall.SIGTERM); code != 0 {
		t.Errorf("exit code %d", code)
	}
}
