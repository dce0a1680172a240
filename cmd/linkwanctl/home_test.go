//go:build unix

package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// What a home is that is none: each name of the table gives the variable.
func oddHomes(t *testing.T) map[string]string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "file")
	write(t, file, "")
	return map[string]string{
		"empty": "", "relative": "odd", "missing": filepath.Join(t.TempDir(), "missing"), "a file": file, "a device": "/dev/null",
	}
}

// With keys and endpoint in the environment a home is not needed: calls work without one, a home
// that is no directory, and one that does not exist, and nothing is looked for or written in the
// working directory instead.
func TestCallsNeedNoHome(t *testing.T) {
	t.Parallel()
	for kind, home := range oddHomes(t) {
		for _, variable := range []string{"HOME", "XDG_STATE_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME"} {
			for name, args := range map[string][]string{
				"update": {"joinperm", "update", "--id", "123", "--class-mode", "C"}, "completion": {"__complete", "joinperm", "get", ""},
			} {
				if name == "completion" && variable != "HOME" && variable != "XDG_CACHE_HOME" {
					continue // it keeps nothing there
				}
				t.Run(variable+" "+kind+"/"+name, func(t *testing.T) {
					t.Parallel()
					s := newStation(t, 0)
					p := s.command(t, args...).set(variable+"="+home, "LINKWANCTL_QPS=5")
					p.Dir = t.TempDir()
					if code := p.run(t); code != 0 {
						t.Errorf("exit code %d: %s", code, p.stderr.String())
					}
					p.sound(t)
					if got, class := s.Received(updating), s.Permission(t, "123").ClassMode; name == "update" && (got != 1 || class != "C") {
						t.Errorf("%d updates came, the service holds class %s", got, class)
					}
					if left, err := os.ReadDir(p.Dir); err != nil || len(left) != 0 {
						t.Errorf("the working directory has %v, %v", left, err)
					}
				})
			}
		}
	}
}

// What has to keep something says that it cannot, and where; a home that does not exist is made.
func TestWhatNeedsAHomeSaysSo(t *testing.T) {
	t.Parallel()
	for kind, home := range oddHomes(t) {
		for name, args := range map[string][]string{
			"config set": {"config", "set", "output", "json"}, "sandbox": {"--sandbox", "joinperm", "list"}, "emulator reset": {"emulator", "reset"},
		} {
			t.Run(kind+"/"+name, func(t *testing.T) {
				t.Parallel()
				want := 3
				if kind == "missing" {
					want = 0
				}
				s := newStation(t, 0)
				p := s.command(t, args...).set("HOME=" + home)
				p.Dir = t.TempDir()
				if code := p.run(t); code != want {
					t.Errorf("exit code %d, want %d: %s", code, want, p.stderr.String())
				}
				p.sound(t)
				if text := p.stderr.String(); want != 0 && !strings.Contains(text, "not a directory") && !strings.Contains(text, "HOME") {
					t.Errorf("it said %s", text)
				}
				if left, err := os.ReadDir(p.Dir); err != nil || len(left) != 0 {
					t.Errorf("the working directory has %v, %v", left, err)
				}
			})
		}
	}
}

// An unset HOME is an empty one.
func TestAnUnsetHomeIsAnEmptyOne(t *testing.T) {
	t.Parallel()
	s := newStation(t, 0)
	p := s.command(t, "config", "set", "output", "json")
	p.Env = nil
	for _, variable := range s.env {
		if !strings.HasPrefix(variable, "HOME=") {
			p.Env = append(p.Env, variable)
		}
	}
	if code := p.run(t); code != 3 {
		t.Errorf("exit code %d", code)
	}
	p.said(t, "HOME", "is not set, so there is no settings file", "nothing was changed")
}

// Without keys anywhere, a home that is none is looked at in no working directory.
func TestNoKeysAreFoundInTheWorkingDirectory(t *testing.T) {
	t.Parallel()
	s := newStation(t, 0)
	p := s.command(t, "joinperm", "list").set("HOME=", "ALIBABA_CLOUD_ACCESS_KEY_ID=", "ALIBABA_CLOUD_ACCESS_KEY_SECRET=")
	p.Dir = t.TempDir()
	for path, text := range map[string]string{
		".aliyun/config.json":            `{"current":"x","profiles":[{"name":"x","mode":"AK","access_key_id":"test-key-id","access_key_secret":"test-secret"}]}`,
		".alibabacloud/credentials":      "[default]\ntype=access_key\naccess_key_id=test-key-id\naccess_key_secret=test-secret\n",
		".config/linkwanctl/config.yaml": "output: json\n",
	} {
		write(t, filepath.Join(p.Dir, path), text)
	}
	if code := p.run(t); code != 3 || s.Received(listing) != 0 {
		t.Errorf("exit code %d, %d requests", code, s.Received(listing))
	}
	p.said(t, "no credentials")
}

// A file that exists is not overwritten where nobody can be asked: nothing is sent before that is
// said.
func TestAnExistingFileNeedsForce(t *testing.T) {
	t.Parallel()
	s := newStation(t, 0)
	manifest, old := filepath.Join(s.home, "fleet.yaml"), filepath.Join(s.home, "old.yaml")
	for path, text := range map[string]string{manifest: "- {id: 123, rxDelay: 9}\n", old: "old\n"} {
		write(t, path, text)
	}
	for _, args := range []string{"joinperm export -f " + old, "joinperm diff -f " + manifest + " --out " + old} {
		p := s.command(t, strings.Fields(args)...)
		if code := p.run(t); code != 2 {
			t.Errorf("%s: exit code %d", args, code)
		}
		p.said(t, "old.yaml already exists; nothing was sent", "hint: to overwrite it, add:  --force")
		if text, err := os.ReadFile(old); err != nil || string(text) != "old\n" || s.Received(listing) != 0 {
			t.Errorf("%s: the old file has %q, %v; %d lists were asked for", args, text, err, s.Received(listing))
		}
	}
}
