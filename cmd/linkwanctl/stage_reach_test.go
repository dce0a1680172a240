//go:build unix

package main

import (
	"bytes"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/gofrs/flock"
)

// update is the call that most stages are of.
func (s *station) update(t *testing.T) *process {
	t.Helper()
	return s.command(t, "joinperm", "update", "--id", "123", "--class-mode", "C", "-o", "json")
}

// fifo makes a pipe with a name, and a function that waits for its reader.
func fifo(t *testing.T) (path string, awaitReader func()) {
	t.Helper()
	path = namedPipe(t)
	return path, func() {
		// Opening to write waits for somebody who opens it to read.
		file, err := os.OpenFile(path, os.O_WRONLY, 0)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = file.Close() }) // and gives no end until then
	}
}

func readingSettings(t *testing.T, s *station) *process {
	path, reader := fifo(t)
	p := s.update(t)
	p.Args = append(p.Args, "--config", path)
	p.start(t)
	reader()
	return p
}

func readingSettingsOfTheEnvironment(t *testing.T, s *station) *process {
	path, reader := fifo(t)
	p := s.update(t).set("LINKWANCTL_CONFIG=" + path)
	p.start(t)
	reader()
	return p
}

// readingManifest is apply on a pipe that has no end: more was written into it than it holds, so
// somebody reads.
func readingManifest(t *testing.T, s *station) *process {
	reader, writer := pipe(t)
	p := s.command(t, "joinperm", "apply", "-f", "-", "--yes", "-o", "json")
	p.Stdin = reader
	p.start(t)
	if _, err := writer.WriteString("- {id: 123, classMode: C}\n" + strings.Repeat("# and more\n", 20_000)); err != nil {
		t.Fatal(err)
	}
	return p
}

// openingPlan is apply on a pipe that nobody writes to: it waits in the opening already, or in the
// reading.
func openingPlan(t *testing.T, s *station) *process {
	path, reader := fifo(t)
	p := s.command(t, "joinperm", "apply", path, "--yes", "-o", "json")
	p.start(t)
	reader()
	return p
}

func fetchingCredentials(t *testing.T, s *station) *process {
	arrived := make(chan struct{}, 1)
	keys := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		arrived <- struct{}{}
		<-r.Context().Done()
	}))
	t.Cleanup(keys.Close)
	p := s.update(t).set("ALIBABA_CLOUD_ACCESS_KEY_ID=", "ALIBABA_CLOUD_ACCESS_KEY_SECRET=", "ALIBABA_CLOUD_CREDENTIALS_URI="+keys.URL)
	p.start(t)
	<-arrived
	return p
}

// runningProgram is a profile whose program says that it runs, and stays.
func runningProgram(t *testing.T, s *station) *process {
	path := namedPipe(t)
	p := s.updateWith(t, "echo runs >'"+path+"'\nexec sleep 3600\n")
	p.start(t)
	if _, err := os.ReadFile(path); err != nil {
		t.Fatal(err)
	}
	return p
}

// updateWith is an update whose credentials a shell script fetches.
func (s *station) updateWith(t *testing.T, lines string) *process {
	t.Helper()
	script := filepath.Join(t.TempDir(), "keys")
	if err := os.WriteFile(script, []byte("#!/bin/sh\n"+lines), 0o700); err != nil {
		t.Fatal(err)
	}
	profile := `{"current":"made","profiles":[{"name":"made","mode":"External","process_command":"` + script + `"}]}`
	if err := os.MkdirAll(filepath.Join(s.home, ".aliyun"), 0o700); err != nil {
		t.Fatal(err)
	}
	write(t, filepath.Join(s.home, ".aliyun", "config.json"), profile)
	return s.update(t).set("ALIBABA_CLOUD_ACCESS_KEY_ID=", "ALIBABA_CLOUD_ACCESS_KEY_SECRET=")
}

// waitingForQuota is a call in half a minute in which the quota lets nothing start.
func waitingForQuota(t *testing.T, s *station) *process {
	if code := s.command(t, "joinperm", "list", "--limit", "1", "--query", "[]").set("LINKWANCTL_QPS=1").run(t); code != 0 {
		t.Fatalf("exit code %d", code)
	}
	s.SetGate(nil) // counts anew
	waits := s.holdQuota(t)
	p := s.command(t, "joinperm", "list", "-o", "json").set("LINKWANCTL_QPS=1")
	p.start(t)
	waits()
	return p
}

// holdQuota lets no call start for half a minute. What it gives returns once a call waits for its slot.
func (s *station) holdQuota(t *testing.T) (waits func()) {
	t.Helper()
	files := s.quotaFiles(t)
	lock := flock.New(filepath.Join(filepath.Dir(files[0]), "lock"))
	if err := lock.Lock(); err != nil {
		t.Fatal(err)
	}
	defer func() { _ = lock.Close() }()
	for _, file := range files {
		now := time.Now()
		write(t, file, fmt.Sprintf("%d 0 0 %d ;;;\n", now.UnixNano(), now.Add(30*time.Second).UnixNano()))
	}
	return func() {
		eventually(t, "a slot of its own", func() bool {
			return slices.ContainsFunc(files, func(file string) bool {
				text, err := os.ReadFile(file)
				return err == nil && !bytes.HasSuffix(text, []byte(";;\n")) // the list of slots is the last
			})
		})
	}
}

// quotaFiles are the files of the quota's state, one for each action.
func (s *station) quotaFiles(t *testing.T) []string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(s.home, ".local", "state", "linkwanctl", "quota", "*.state"))
	if err != nil || len(files) == 0 {
		t.Fatalf("the files of the quota are %q, %v", files, err)
	}
	return files
}

// shakingHands is a call to a listener that takes connections and says nothing.
func shakingHands(t *testing.T, s *station) *process {
	listener := listen(t)
	p := s.update(t).set("LINKWANCTL_ENDPOINT=https://" + listener.Addr().String())
	p.start(t)
	connection, err := listener.Accept()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = connection.Close() })
	return p
}

func waitingForAnswer(t *testing.T, s *station) *process {
	arrived := s.Hold(updating, 1)
	p := s.update(t)
	p.start(t)
	<-arrived
	return p
}

func readingAnswer(t *testing.T, s *station) *process {
	arrived := make(chan struct{})
	s.SetGate(func(w http.ResponseWriter, r *http.Request, action string, _ int) bool {
		if action != updating {
			return false
		}
		w.Header().Set("Content-Length", "1000")
		_, _ = w.Write([]byte(`{"RequestId":"`))
		_ = http.NewResponseController(w).Flush()
		close(arrived)
		<-r.Context().Done()
		return true
	})
	p := s.update(t)
	p.start(t)
	<-arrived
	return p
}

// betweenAttempts is a call that the service asked to wait for half an hour.
func betweenAttempts(t *testing.T, s *station) *process {
	s.SetGate(func(w http.ResponseWriter, _ *http.Request, action string, _ int) bool {
		if action == updating {
			w.Header().Set("x-acs-retry-after", "1800000")
			w.WriteHeader(http.StatusTooManyRequests)
			_, _ = w.Write([]byte(`{"RequestId":"test","Code":"Throttling.User","Message":"too many"}`))
		}
		return action == updating
	})
	p := s.update(t)
	p.Args = append(p.Args, "--debug")
	seen := p.await("the next follows in")
	p.start(t)
	<-seen
	return p
}

// betweenPages is a list whose first page is there.
func betweenPages(t *testing.T, s *station) *process {
	arrived := make(chan struct{})
	s.SetGate(func(w http.ResponseWriter, r *http.Request, action string, n int) bool {
		if action != listing || n == 1 {
			if action == listing {
				longPage(w)
			}
			return action == listing
		}
		close(arrived)
		<-r.Context().Done()
		return true
	})
	p := s.command(t, "joinperm", "list", "-o", "json")
	p.start(t)
	<-arrived
	return p
}

// longPage is the first of two pages.
func longPage(w http.ResponseWriter) {
	var rows []string
	for i := range 100 {
		rows = append(rows, fmt.Sprintf(`{"JoinPermissionId":"%d","JoinPermissionName":"p_%d"}`, 1000+i, i))
	}
	_, _ = fmt.Fprintf(w, `{"RequestId":"test","Success":true,"Data":{"TotalCount":200,"List":[%s]}}`, strings.Join(rows, ","))
}
