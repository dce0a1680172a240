// Package emulatortest gives tests an emulator: on loopback, counting what reaches it, with a gate
// in front of it that a test can close. Only tests import it.
package emulatortest

import (
	"context"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"linkwanctl/internal/api"
	"linkwanctl/internal/emulator"
	"linkwanctl/internal/joinperm"
	"linkwanctl/internal/secret"
)

// Options are what an emulator is opened with. The zero value has the samples and no quota.
type Options struct {
	Fill   int              // permissions to add to the samples, see emulator.Fill
	Faults []string         // as --fault takes them
	QPS    int              // requests a second for each action and account; 0 is no limit
	Now    func() time.Time // the service's clock; nil is time.Now

	Devices string // as --device-model takes it
}

// Open opens an emulator on a new state file and closes it when the test ends.
func Open(t testing.TB, o Options) *emulator.Server {
	t.Helper()
	options := emulator.Options{Data: filepath.Join(t.TempDir(), "emulator.db"), QPS: o.QPS, Now: o.Now}
	for _, text := range o.Faults {
		fault, err := emulator.ParseFault(text)
		if err != nil {
			t.Fatal(err)
		}
		options.Faults = append(options.Faults, fault)
	}
	devices, err := emulator.ParseDeviceModel(o.Devices)
	if err != nil {
		t.Fatal(err)
	}
	options.Devices = devices
	if o.Fill > 0 {
		if err := emulator.Fill(options.Data, o.Fill); err != nil {
			t.Fatal(err)
		}
	}
	server, err := emulator.Open(options)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := server.Close(); err != nil {
			t.Error(err)
		}
	})
	return server
}

// Gate sees the nth request of an action before the service does. Where it returns true it has
// answered, and the service does not see the request.
type Gate func(w http.ResponseWriter, r *http.Request, action string, n int) bool

// Service is an emulator on loopback.
type Service struct {
	Server *emulator.Server
	URL    string

	mu       sync.Mutex
	received map[string]int
	gate     Gate
}

// Start opens an emulator and serves it until the test ends; requests that are held up end then.
func Start(t testing.TB, o Options) *Service {
	t.Helper()
	s := &Service{Server: Open(t, o), received: map[string]int{}}
	web := httptest.NewServer(http.HandlerFunc(s.serve))
	t.Cleanup(func() {
		web.CloseClientConnections()
		web.Close()
	})
	s.URL = web.URL
	return s
}

func (s *Service) serve(w http.ResponseWriter, r *http.Request) {
	action := r.Header.Get("X-Acs-Action") // there with signature version 3
	s.mu.Lock()
	s.received[action]++
	n, gate := s.received[action], s.gate
	s.mu.Unlock()
	if gate == nil || !gate(w, r, action, n) {
		s.Server.ServeHTTP(w, r)
	}
}

// SetGate puts a gate in front of the service, and counts the requests anew.
func (s *Service) SetGate(gate Gate) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.gate = gate
	clear(s.received)
}

// Hold blocks the nth request of an action and those that follow it, until their callers
// disconnect. The channel is closed once the nth is there.
func (s *Service) Hold(action string, nth int) (arrived <-chan struct{}) {
	first := make(chan struct{})
	s.SetGate(func(_ http.ResponseWriter, r *http.Request, asked string, n int) bool {
		if asked != action || n < nth {
			return false
		}
		if n == nth {
			close(first)
		}
		<-r.Context().Done()
		return true
	})
	return first
}

// Received is how many requests of an action have come since the last SetGate.
func (s *Service) Received(action string) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.received[action]
}

// Environment points the program at the service, with the owner's key.
func (s *Service) Environment() map[string]string { return Environment(s.URL, emulator.Owner()) }

// Environment points the program at an endpoint, with this key.
func Environment(endpoint string, key secret.Credential) map[string]string {
	return map[string]string{
		"LINKWANCTL_ENDPOINT":             endpoint,
		"ALIBABA_CLOUD_ACCESS_KEY_ID":     key.AccessKeyID(),
		"ALIBABA_CLOUD_ACCESS_KEY_SECRET": key.AccessKeySecret(),
	}
}

// Permission gives a permission as the service has it.
func (s *Service) Permission(t testing.TB, id string) joinperm.Owned {
	t.Helper()
	return Permission(t, Client(s.Server, nil), id)
}

// Permission gives a permission as the client's service has it.
func Permission(t testing.TB, client *api.Client, id string) joinperm.Owned {
	t.Helper()
	got, err := api.Fetch[joinperm.Owned](t.Context(), client, api.OwnedCall(id, ""))
	if err != nil {
		t.Fatal(err)
	}
	return got.Data
}

// Client is the owner's client of an emulator, past every gate and network. Its clock is now; nil
// is time.Now.
func Client(server http.Handler, now func() time.Time) *api.Client {
	return api.New(api.Options{
		Endpoint: api.Endpoint{Scheme: "http", Host: "127.0.0.1"}, SignatureVersion: 3, Now: now, Transport: direct{server},
		Credentials: func(context.Context, bool) (secret.Credential, error) { return emulator.Owner(), nil },
	})
}

// direct hands a request to a handler in this process.
type direct struct{ http.Handler }

func (d direct) RoundTrip(r *http.Request) (*http.Response, error) {
	w := httptest.NewRecorder()
	d.ServeHTTP(w, r)
	return w.Result(), nil
}
