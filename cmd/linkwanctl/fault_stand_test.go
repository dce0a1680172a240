//go:build unix

package main

import (
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"linkwanctl/internal/api"
	"linkwanctl/internal/emulator"
	"linkwanctl/internal/joinperm"
)

// stand is a service with a fault in front of it, and the environment that leads
// the program there.
type stand struct {
	t       *testing.T
	fault   fault
	command command
	home    string
	service *emulator.Server
	key     api.Credential
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

func newStand(t *testing.T, row fault, c command) *stand {
	t.Helper()
	s := &stand{t: t, fault: row, command: c, home: t.TempDir(), key: emulator.Owner(), left: row.times}
	var err error
	s.service, err = emulator.Open(emulator.Options{Data: filepath.Join(t.TempDir(), "emulator.db"), Now: s.now})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.service.Close() })
	s.other = s.otherHost()
	s.listen()
	s.env = []string{
		"HOME=" + s.home, "PATH=" + os.Getenv("PATH"), "LINKWANCTL_QPS=0", "GODEBUG=netdns=go", "LINKWANCTL_ENDPOINT=" + s.url,
		"ALIBABA_CLOUD_ACCESS_KEY_ID=" + s.key.AccessKeyID, "ALIBABA_CLOUD_ACCESS_KEY_SECRET=" + s.key.AccessKeySecret,
	}
	s.env = append(s.env, s.trust...)
	if row.world.arrange != nil {
		s.env = append(s.env, row.world.arrange(s)...) // of two of a name the last one counts
	}
	return s
}

// now is the service's clock.
func (s *stand) now() time.Time { return time.Now().Add(s.fault.world.clock) }

// listen puts the front before the service.
func (s *stand) listen() {
	front := httptest.NewUnstartedServer(s)
	front.Config.ErrorLog = log.New(io.Discard, "", 0)
	front.Listener = faultyListener{front.Listener, s}
	s.address = front.Listener.Addr().String()
	s.url = "http://" + s.address // set before there is a request that reads it
	if how := s.fault.world.security; how != nil {
		a := newAuthority(s.t)
		front.TLS = a.issue(s.t, *how)
		s.url = "https://" + s.address
		front.StartTLS()
		if !how.trusted {
			a = newAuthority(s.t)
		}
		s.trust = a.trust(s.t)
	} else {
		front.Start()
	}
	s.t.Cleanup(func() {
		s.mu.Lock()
		for _, c := range s.open {
			_ = c.Close()
		}
		s.mu.Unlock()
		front.Close()
	})
}

// faultyListener gives the connections that are to break to the fault.
type faultyListener struct {
	net.Listener
	stand *stand
}

func (l faultyListener) Accept() (net.Conn, error) {
	for {
		c, err := l.Listener.Accept()
		if err != nil || l.stand.fault.raw == nil || !l.stand.meets() {
			return c, err
		}
		l.stand.mu.Lock()
		l.stand.broken++
		l.stand.open = append(l.stand.open, c)
		l.stand.mu.Unlock()
		go l.stand.fault.raw(l.stand, c)
	}
}

// meets tells whether this attempt meets the fault.
func (s *stand) meets() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.fault.times == 0 {
		return true
	}
	s.left--
	return s.left >= 0
}

// ServeHTTP is the front: the fault, or the service.
func (s *stand) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	s.requests = append(s.requests, request{r.Header.Get("X-Acs-Action"), time.Now()})
	s.mu.Unlock()
	meant := s.fault.action == "" || s.fault.action == r.Header.Get("X-Acs-Action")
	if s.fault.serve != nil && meant && s.meets() {
		s.fault.serve(s, w, r)
		return
	}
	s.pass(w, r)
}

// pass lets the service carry the request out.
func (s *stand) pass(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	s.served++
	s.mu.Unlock()
	s.service.ServeHTTP(w, r)
}

// attempts is how many attempts of what the command is to do came to the front.
func (s *stand) attempts() int {
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
func (s *stand) shortestPause() time.Duration {
	s.mu.Lock()
	defer s.mu.Unlock()
	least := time.Hour
	for i := 1; i < len(s.requests); i++ {
		least = min(least, s.requests[i].at.Sub(s.requests[i-1].at))
	}
	return least
}

func (s *stand) strangers() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.foreign
}

// classOf123 asks the service itself, past the front, for permission 123, whose
// class is A and is to be C.
func (s *stand) classOf123() string {
	s.t.Helper()
	live, err := api.Fetch[joinperm.Owned](s.t.Context(), s.client(), api.OwnedCall("123", ""))
	switch {
	case err != nil:
		s.t.Fatal(err)
	case live.Data.ClassMode == "C":
		return newValues
	}
	return oldValues
}

// client talks to the service without a network.
func (s *stand) client() *api.Client {
	return api.New(api.Options{
		Endpoint: api.Endpoint{Scheme: "http", Host: "127.0.0.1"}, SignatureVersion: 3, Now: s.now, Transport: direct{s.service},
		Credentials: credentials(emulator.Owner()),
	})
}

// direct hands a request to a handler in this process.
type direct struct{ http.Handler }

func (d direct) RoundTrip(r *http.Request) (*http.Response, error) {
	w := httptest.NewRecorder()
	d.ServeHTTP(w, r)
	return w.Result(), nil
}
