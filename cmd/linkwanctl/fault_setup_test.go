//go:build unix

package main

import (
	"net"
	"slices"
	"sync"
	"testing"
	"time"

	"linkwanctl/internal/emulator"
	"linkwanctl/internal/emulator/emulatortest"
	"linkwanctl/internal/secret"
)

// faultyService is a service with a fault in front of it, and the environment that leads the
// program there.
type faultyService struct {
	t       *testing.T
	fault   fault
	command command
	home    string
	service *emulator.Server
	key     secret.Credential
	url     string   // of the front
	address string   // of the front, host:port
	other   string   // of a host that is not the service's
	trust   []string // environment in which the program trusts the front, or another one
	env     []string // of the program

	mu       sync.Mutex
	left     int        // how many more attempts meet the fault
	requests []request  // that came to the front
	broken   int        // connections that the fault took before there was a request
	served   int        // requests that were let through to the service
	foreign  int        // connections to a host that is not the service's
	open     []net.Conn // that a raw fault holds
}

// request is one that came to the front.
type request struct {
	action string // with signature version 3
	at     time.Time
}

func newFaultyService(t *testing.T, row fault, c command) *faultyService {
	t.Helper()
	s := &faultyService{t: t, fault: row, command: c, home: t.TempDir(), key: emulator.Owner(), left: row.times}
	s.service = emulatortest.Open(t, emulatortest.Options{Now: s.now})
	s.other = s.otherHost()
	s.listen()
	s.env = slices.Concat(environment(s.home, "GODEBUG=netdns=go"), assigned(emulatortest.Environment(s.url, s.key)), s.trust)
	if row.world.arrange != nil {
		s.env = append(s.env, row.world.arrange(s)...)
	}
	return s
}

// now is the service's clock.
func (s *faultyService) now() time.Time { return time.Now().Add(s.fault.world.clock) }

// attempts is how many attempts of what the command is to do came to the front.
func (s *faultyService) attempts() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	n := s.broken
	for _, r := range s.requests {
		if s.command.action == "" || s.command.action == r.action {
			n++
		}
	}
	return n
}

// shortestPause is the least time between two requests.
func (s *faultyService) shortestPause() time.Duration {
	s.mu.Lock()
	defer s.mu.Unlock()
	least := time.Hour
	for i := 1; i < len(s.requests); i++ {
		least = min(least, s.requests[i].at.Sub(s.requests[i-1].at))
	}
	return least
}

func (s *faultyService) strangers() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.foreign
}
