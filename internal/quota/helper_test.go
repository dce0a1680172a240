package quota

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"testing"
	"time"
)

const action = "UpdateOwnedLocalJoinPermission"

// options are those of Link WAN's quota, with a Debug that fails the test: the state is to be
// shared.
func options(t *testing.T, dir string) Options {
	t.Helper()
	return Options{
		Dir: dir, Account: "test-key-id", Endpoint: "https://linkwan.example", QPS: 5,
		Debug: func(text string) { t.Errorf("not shared: %s", text) },
	}
}

// quiet is options for a state that cannot be shared; it gives what was said.
func quiet(t *testing.T, dir string) (Options, func() []string) {
	t.Helper()
	var mu sync.Mutex
	var said []string
	o := options(t, dir)
	o.Debug = func(text string) {
		mu.Lock()
		defer mu.Unlock()
		said = append(said, text)
	}
	return o, func() []string {
		mu.Lock()
		defer mu.Unlock()
		return slices.Clone(said)
	}
}

// starts gathers what was started, by several goroutines.
type starts struct {
	mu       sync.Mutex
	counted  []int64 // as the state has it
	returned []int64 // when Wait returned
}

func (s *starts) wait(t *testing.T, l *Limiter) {
	t.Helper()
	at, err := l.wait(context.Background(), action)
	if err != nil {
		t.Errorf("wait: %v", err)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.counted = append(s.counted, at)
	s.returned = append(s.returned, time.Now().UnixNano())
}

// within fails the test where a time of that length holds more than limit.
func within(t *testing.T, times []int64, limit int, length time.Duration) {
	t.Helper()
	slices.Sort(times)
	for i := limit; i < len(times); i++ {
		if span := time.Duration(times[i] - times[i-limit]); span < length {
			t.Errorf("starts %d to %d of %d lie within %s, and only %d may within %s", i-limit+1, i+1, len(times), span, limit, length)
			return
		}
	}
}

// stateFile is the file of action.
func stateFile(dir string) string {
	o := Options{Account: "test-key-id", Endpoint: "https://linkwan.example"}
	return filepath.Join(dir, fileName(o.Account, o.Endpoint, action))
}

func readState(t *testing.T, dir string) state {
	t.Helper()
	text, err := os.ReadFile(stateFile(dir))
	if err != nil {
		t.Fatal(err)
	}
	s, err := decode(text)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func writeState(t *testing.T, dir string, s state) {
	t.Helper()
	writeText(t, dir, s.encode())
}

func writeText(t *testing.T, dir string, text []byte) {
	t.Helper()
	if err := os.WriteFile(stateFile(dir), text, 0o600); err != nil {
		t.Fatal(err)
	}
}
