package conformance

import (
	"context"
	"errors"
	"path/filepath"
	"testing"

	"linkwanctl/internal/emulator"
)

// service is the emulator as `linkwanctl emulator` serves it, with a new state file.
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
	listener, err := emulator.Listen("127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- s.Serve(ctx, listener) }()
	t.Cleanup(func() {
		cancel()
		if err := errors.Join(<-ended, s.Close()); err != nil {
			t.Error(err)
		}
	})
	return service{s, listener.Addr().String()}
}

// sent is how many requests have reached the service.
func (s service) sent() int {
	n := 0
	for _, count := range s.Requests() {
		n += count
	}
	return n
}
