package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const oldSettings = "output: table\ncontexts:\n  lab:\n    region: cn-hangzhou\n"

// furnished is a station whose home has settings, an old manifest and an old report.
func furnished(t *testing.T) *station {
	t.Helper()
	s := newStation(t, 0)
	for name, text := range map[string]string{
		".config/linkwanctl/config.yaml": oldSettings,
		"old.yaml":                       "# old\n",
		"report.jsonl":                   `{"Outcome":"updated"}` + "\n",
		"fleet.yaml":                     "- {id: 123, rxDelay: 9}\n- {id: 125, rxDelay: 9}\n",
	} {
		path := filepath.Join(s.home, name)
		write(t, path, text)
	}
	return s
}

// A home that is full or read-only stops nothing but what has to write there; that says why, keeps
// the old file as it was and leaves nothing beside it.
func TestAHomeThatCannotBeWritten(t *testing.T) {
	t.Parallel()
	reasons := map[string]string{roomFull: "no space left on device", roomReadOnly: "read-only file system"}
	for _, c := range []struct {
		name, args string
		env        string
		code       int
		said       []string // REASON is the system's word
		updates    int
	}{
		{"update", "joinperm update --id 123 --class-mode C", "", 0, nil, 1},
		{"list", "joinperm list", "", 0, nil, 0},
		{"quota", "joinperm update --id 123 --class-mode C --debug", "LINKWANCTL_QPS=5", 0, []string{"this process keeps the quota by itself", "REASON"}, 1},
		{"quota in silence", "joinperm update --id 123 --class-mode C", "LINKWANCTL_QPS=5", 0, nil, 1},
		{"completion", "__complete joinperm get ''", "", 0, nil, 0},
		{"config set", "config set output json", "", 3, []string{"nothing was changed", "cannot be written: REASON"}, 0},
		{"use-context", "config use-context lab", "", 3, []string{"nothing was changed", "cannot be written: REASON"}, 0},
		{"export", "joinperm export --force -f HOME/old.yaml", "", 1, []string{"cannot write the result", "REASON"}, 0},
		{"plan", "joinperm diff -f HOME/fleet.yaml --out HOME/old.yaml --force", "", 1, []string{"cannot write", "REASON"}, 0},
		{"sandbox", "--sandbox joinperm list", "", 3, []string{"cannot start the sandbox", "REASON"}, 0},
		{"emulator", "emulator --listen 127.0.0.1:0 --data HOME/new.db", "", 3, []string{"cannot start the emulator", "REASON"}, 0},
	} {
		for mode, reason := range reasons {
			t.Run(c.name+"/"+mode, func(t *testing.T) {
				t.Parallel()
				s := furnished(t)
				args := strings.Fields(strings.ReplaceAll(c.args, "HOME", s.home))
				if args[len(args)-1] == "''" {
					args[len(args)-1] = ""
				}
				p, out := s.inRoom(t, mode, args...)
				p.set(c.env)
				if code := p.run(t); code != c.code {
					t.Errorf("exit code %d, want %d: %s%s", code, c.code, p.stdout.String(), p.stderr.String())
				}
				p.sound(t)
				for _, text := range c.said {
					p.said(t, strings.ReplaceAll(text, "REASON", reason))
				}
				if c.said == nil && strings.Contains(p.stderr.String(), reason) {
					t.Errorf("it said %s", p.stderr.String())
				}
				if got := s.Received(updating); got != c.updates {
					t.Errorf("%d updates came, want %d", got, c.updates)
				}
				s.home = out
				s.unchanged(t)
				s.tidy(t)
			})
		}
	}
}

// unchanged fails unless the old files are whole.
func (s *station) unchanged(t *testing.T) {
	t.Helper()
	for name, want := range map[string]string{".config/linkwanctl/config.yaml": oldSettings, "old.yaml": "# old\n"} {
		if text, err := os.ReadFile(filepath.Join(s.home, name)); err != nil || string(text) != want {
			t.Errorf("%s has %q, %v", name, text, err)
		}
	}
}

// An apply whose report cannot be written stops with what is in flight, says what the report may
// lack, and the same command does the rest: no row is sent twice and none is left out.
func TestAReportThatCannotBeWrittenStopsAnApply(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		mode string
		code int
		said string
	}{{roomFull, 1, "apply stopped"}, {roomReadOnly, 2, "cannot open the report"}} {
		t.Run(c.mode, func(t *testing.T) {
			t.Parallel()
			const rows = 60
			s := newStation(t, rows)
			write(t, filepath.Join(s.home, "fleet.yaml"), delayed(rows))
			apply := []string{"joinperm", "apply", "-f", filepath.Join(s.home, "fleet.yaml"), "--yes", "--report", filepath.Join(s.home, "report.jsonl"), "-o", "json"}
			p, out := s.inRoom(t, c.mode, apply...)
			if code := p.run(t); code != c.code {
				t.Errorf("exit code %d: %s", code, p.stderr.String())
			}
			p.said(t, c.said)
			first := s.Received(updating)
			if c.mode == roomReadOnly && first != 0 || first == rows {
				t.Errorf("%d updates came", first)
			}
			if text, err := os.ReadFile(filepath.Join(out, "report.jsonl")); err == nil && strings.Count(string(text), `"Outcome":"updated"`) > first {
				t.Errorf("the report has more than was sent: %s", text)
			}
			p = s.command(t, apply...)
			if code := p.run(t); code != 0 {
				t.Errorf("exit code %d: %s", code, p.stderr.String())
			}
			var summary struct{ Updated, Unchanged int }
			if err := json.Unmarshal(p.stdout.Bytes(), &summary); err != nil || summary.Updated != rows-first || summary.Unchanged != first {
				t.Errorf("%d updates came first, then the summary was %s", first, p.stdout.String())
			}
			if got := s.Received(updating); got != rows {
				t.Errorf("%d updates came for %d rows", got, rows)
			}
		})
	}
}

// A job may have a home that it cannot write to: the apply does all rows, and says once that a
// revert will not know them.
func TestAHistoryThatCannotBeWrittenStopsNoApply(t *testing.T) {
	t.Parallel()
	for _, mode := range []string{roomFull, roomReadOnly} {
		t.Run(mode, func(t *testing.T) {
			t.Parallel()
			s := newStation(t, 20)
			write(t, filepath.Join(s.home, "fleet.yaml"), delayed(20))
			p, out := s.inRoom(t, mode, "joinperm", "apply", "-f", filepath.Join(s.home, "fleet.yaml"), "--yes")
			if code := p.run(t); code != 0 || s.Received(updating) != 20 {
				t.Errorf("exit code %d after %d updates: %s", code, s.Received(updating), p.stderr.String())
			}
			p.said(t, "the history cannot be written: ")
			if n := strings.Count(p.stderr.String(), "history"); n != 1 {
				t.Errorf("it says so %d times: %s", n, p.stderr.String())
			}
			if runs, _ := filepath.Glob(filepath.Join(out, ".local", "state", "linkwanctl", "runs", "*.jsonl")); len(runs) > 0 {
				t.Errorf("left: %q", runs)
			}
		})
	}
}
