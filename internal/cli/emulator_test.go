package cli

import (
	"net"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// A port that something else listens on is no mistake in the flag's value.
// A client that uses a proxy for everything reaches an emulator on either loopback address.
func TestNoProxyIsForLoopback(t *testing.T) {
	t.Parallel()
	a := &app{System: System{Environ: func() []string { return []string{"HTTP_PROXY=http://proxy.test"} }, Getenv: func(name string) string { return map[string]string{"NO_PROXY": "inside.test"}[name] }}}
	if got := a.environmentWith(nil); !slices.Contains(got, "NO_PROXY=inside.test,127.0.0.1,::1") {
		t.Errorf("%q", got)
	}
}

func TestABusyPortIsToldAsOne(t *testing.T) {
	t.Parallel()
	busy, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = busy.Close() }()
	home := t.TempDir()
	address, data := busy.Addr().String(), filepath.Join(home, "state.db")
	got := run(t.Context(), home, nil, "emulator", "--listen", address, "--data", data)
	want := "linkwanctl: cannot listen on " + address + ": address already in use\nhint: to use any free port:  linkwanctl emulator --listen 127.0.0.1:0\n"
	if got.code != exitConfig || got.stderr != want || got.stdout != "" {
		t.Errorf("%+v", got)
	}
	if got := run(t.Context(), home, nil, "emulator", "--listen", address, "--data", data, "-o", "json"); got.code != exitConfig || !strings.Contains(got.stderr, `"Code": "CannotListen"`) {
		t.Errorf("JSON: %+v", got)
	}
	for _, address := range []string{"0.0.0.0:0", "nonsense", "127.0.0.1:99999999"} {
		if got := run(t.Context(), home, nil, "emulator", "--listen", address, "--data", data); got.code != exitUsage || !strings.Contains(got.stderr, "1 invalid value") {
			t.Errorf("%s: %+v", address, got)
		}
	}
}
