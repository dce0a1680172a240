package conformance

import (
	"net/http/httptest"
	"path/filepath"
	"testing"

	"linkwanctl/internal/emulator"
)

// service is the emulator behind a real HTTP server, with a new state file.
type service struct {
	*emulator.Server
	host string // 127.0.0.1:port
}

// open gives a service without a quota that fails as the faults say.
func open(t *testing.T, faults ...string) service {
	t.Helper()
	var o emulator.Options
	for _, text := range faults {
		fault, err := emulator.ParseFault(text)
		if err != nil {
			t.Fatal(err)
		}
		o.Faults = append(o.Faults, fault)
	}
	return openWith(t, o)
}

func openWith(t *testing.T, o emulator.Options) service {
	t.Helper()
	o.Data = filepath.Join(t.TempDir(), "state")
	s, err := emulator.Open(o)
	if err != nil {
		t.Fatal(err)
	}
	web := httptest.NewServer(s)
	t.Cleanup(func() {
		web.Close()
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return service{s, web.Listener.Addr().String()}
}

// sent is how many requests have reached the service.
func (s service) sent() int {
	n := 0
	for _, count := range s.Requests() {
		n += count
	}
	return n
}
