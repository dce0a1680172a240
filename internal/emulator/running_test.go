package emulator

import (
	"context"
	"encoding/json"
	"errors"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"
)

// announced is a server that others can find, and what ends it.
func announced(t *testing.T, path string) (address string, end func()) {
	t.Helper()
	s, err := Open(Options{Data: path})
	if err != nil {
		t.Fatal(err)
	}
	l, err := Listen("127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Announce(l); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- s.Serve(ctx, l) }()
	return l.Addr().String(), func() {
		cancel()
		if err := errors.Join(<-ended, s.Close()); err != nil {
			t.Error(err)
		}
	}
}

// usedBy is who uses the state file, of which a test is sure that somebody does.
func usedBy(t *testing.T, path string) string {
	t.Helper()
	_, err := openState(path, time.Millisecond)
	used, ok := errors.AsType[*InUseError](err)
	if !ok || used.Path != path {
		t.Fatalf("%s is not in use: %v", path, err)
	}
	return used.Address
}

func TestAServerIsFoundByItsStateFile(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "state")
	address, end := announced(t, path)
	if got := usedBy(t, path); got != address {
		t.Errorf("the server on %s is found on %q", address, got)
	}
	if _, err := Open(Options{Data: path}); err == nil || !strings.Contains(err.Error(), address) {
		t.Errorf("a second server is told %v", err) // at once: it would wait for 10 s
	}
	if info, err := os.Stat(path + noteSuffix); err != nil || runtime.GOOS != "windows" && info.Mode().Perm() != 0o600 {
		t.Errorf("the note: %v, %v", info, err)
	}
	end()
	if _, err := os.Lstat(path + noteSuffix); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("the note is left behind: %v", err)
	}
	st, err := openState(path, time.Millisecond)
	if err != nil {
		t.Fatal(err)
	}
	if err := st.close(); err != nil {
		t.Error(err)
	}
}

// A server that was killed leaves its note. Its port may be another program's by now, and the state
// file in use by a process that serves nobody.
func TestANoteIsNotBelieved(t *testing.T) {
	t.Parallel()
	other := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte("the-secret")) }))
	t.Cleanup(other.Close)
	elsewhere, end := announced(t, filepath.Join(t.TempDir(), "elsewhere"))
	t.Cleanup(end)
	closed, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	_ = closed.Close()
	write := func(n note) []byte {
		text, err := json.Marshal(n)
		if err != nil {
			t.Fatal(err)
		}
		return text
	}
	for name, text := range map[string][]byte{
		"of a killed server":      write(note{closed.Addr().String(), "the-secret"}),
		"of another program":      write(note{strings.TrimPrefix(other.URL, "http://"), "the-secret"}),
		"of another server":       write(note{elsewhere, "the-secret"}),
		"of no secret":            write(note{elsewhere, ""}),
		"of another machine":      write(note{"192.0.2.1:80", "the-secret"}),
		"of a name":               write(note{"example.com:80", "the-secret"}),
		"with more in its place":  write(note{elsewhere + "/x?", "the-secret"}),
		"that is half written":    []byte(`{"Address":"127.0`),
		"that is longer than any": []byte(`{"Address":"` + strings.Repeat("1", 1<<20) + `"}`),
		"that is empty":           nil,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			path := filepath.Join(t.TempDir(), "state")
			st, err := openState(path, time.Millisecond)
			if err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(path+noteSuffix, text, 0o600); err != nil {
				t.Fatal(err)
			}
			if got := usedBy(t, path); got != "" {
				t.Errorf("%s is believed", got)
			}
			if err := st.db.Close(); err != nil { // as a killed process leaves it
				t.Fatal(err)
			}
			st, err = openState(path, time.Millisecond)
			if err != nil {
				t.Fatal(err)
			}
			if _, err := os.Lstat(path + noteSuffix); !errors.Is(err, os.ErrNotExist) {
				t.Errorf("the next process leaves the note: %v", err)
			}
			if err := st.close(); err != nil {
				t.Error(err)
			}
		})
	}
}

// What a note's link points to is not written over.
func TestANoteIsWrittenThroughNoLink(t *testing.T) {
	t.Parallel()
	if runtime.GOOS == "windows" {
		t.Skip("links need rights there")
	}
	dir := t.TempDir()
	s := open(t, Options{Data: filepath.Join(dir, "state")})
	precious := filepath.Join(dir, "precious")
	if err := os.WriteFile(precious, []byte("kept"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(precious, s.state.path+noteSuffix); err != nil {
		t.Fatal(err)
	}
	l, err := Listen("127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = l.Close() }()
	if err := s.Announce(l); err == nil {
		t.Error("no error")
	}
	if text, err := os.ReadFile(precious); err != nil || string(text) != "kept" {
		t.Errorf("the file has %q, %v", text, err)
	}
}

// A server proves itself to programs alone, and in no log.
func TestAProofIsNoRequest(t *testing.T) {
	t.Parallel()
	kept := &journal{}
	s := open(t, Options{Log: kept.add})
	get := func(header string) int {
		r := request(t, http.MethodGet, s.url+proofPath+"?challenge", "", "")
		if header != "" {
			r.Header.Set(header, "cross-site")
		}
		response, err := http.DefaultClient.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		_ = response.Body.Close()
		return response.StatusCode
	}
	if got := get(""); got != http.StatusBadRequest && got != http.StatusNotFound {
		t.Errorf("without a note: %d", got)
	}
	before := len(kept.all())
	s.secret = "the-secret"
	if got := get(""); got != http.StatusOK || len(kept.all()) != before {
		t.Errorf("a program: %d, and %d lines in the log", got, len(kept.all())-before)
	}
	if got := get("Sec-Fetch-Site"); got != http.StatusForbidden {
		t.Errorf("a web page: %d", got)
	}
}
