package emulator

import (
	"context"
	"errors"
	"fmt"
	"net"
	"strings"
	"sync"
	"testing"
	"time"
)

func TestListenTakesLoopbackAlone(t *testing.T) {
	t.Parallel()
	for _, address := range []string{"127.0.0.1:0", "localhost:0", "127.9.9.9:0"} {
		l, err := Listen(address)
		if err != nil {
			t.Errorf("%s: %v", address, err)
			continue
		}
		if !l.Addr().(*net.TCPAddr).IP.IsLoopback() {
			t.Errorf("%s listens on %s", address, l.Addr())
		}
		_ = l.Close()
	}
	for _, address := range []string{":0", "0.0.0.0:0", "[::]:0", "192.0.2.1:0", "127.0.0.1", "127.0.0.1:x"} {
		l, err := Listen(address)
		if err == nil {
			_ = l.Close()
			t.Errorf("%s is taken", address)
		}
	}
	if _, err := Listen(":8787"); err == nil || !strings.Contains(err.Error(), "loopback") {
		t.Errorf("the error does not say why: %v", err)
	}
}

func TestServeEndsWithItsContext(t *testing.T) {
	t.Parallel()
	slow, err := ParseFault("latency=24h/ListFreqBandPlanGroups")
	if err != nil {
		t.Fatal(err)
	}
	s := open(t, Options{Faults: []Fault{slow}})
	arrived := make(chan struct{})
	s.wait = func(done <-chan struct{}, d time.Duration) bool {
		close(arrived)
		return pause(done, d)
	}
	l, err := Listen("127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- s.Serve(ctx, l) }()
	s.url = "http://" + l.Addr().String()
	s.wants(t, "", message{params: set("123")})
	waiting := make(chan error, 1)
	go func() {
		_, err := s.try(t, message{action: "ListFreqBandPlanGroups"})
		waiting <- err
	}()
	<-arrived
	start := time.Now()
	cancel()
	if err := <-waiting; err == nil {
		t.Error("the delayed request was answered")
	}
	if err := <-ended; err != nil || time.Since(start) >= endTime {
		t.Errorf("after %s: %v", time.Since(start), err)
	}
	// Not by dialing: another process may listen on the port by now.
	if _, err := l.Accept(); !errors.Is(err, net.ErrClosed) {
		t.Errorf("the port is still open: %v", err)
	}
}

func TestServeTellsThatItsListenerFailed(t *testing.T) {
	t.Parallel()
	s := open(t, Options{})
	l, err := Listen("127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	_ = l.Close()
	if err := s.Serve(t.Context(), l); err == nil {
		t.Error("no error")
	}
}

// Each client writes one pair of values that belong together; whatever anyone reads has to be such
// a pair.
func TestFiftyClientsNeverSeeHalfAnUpdate(t *testing.T) {
	t.Parallel()
	s := open(t, Options{})
	s.wants(t, "", message{params: pairOf(1)})
	var group sync.WaitGroup
	for n := range 50 {
		group.Go(func() {
			for range 4 {
				s.wants(t, "", message{style: style{v3: n%2 == 0}, params: pairOf(n%15 + 1)})
				got := s.permission(t, "123")
				if want := pairOf(int(got["RxDelay"].(float64))); got["JoinEui"] != want["JoinEui"] {
					t.Errorf("delay %v with EUI %v", got["RxDelay"], got["JoinEui"])
				}
			}
		})
	}
	group.Wait()
	if got := s.Requests(); got["UpdateOwnedLocalJoinPermission"] != 201 || got["GetOwnedJoinPermission"] != 200 {
		t.Errorf("counted %v", got)
	}
}

func pairOf(delay int) map[string]string {
	return set("123", "RxDelay", fmt.Sprint(delay), "JoinEui", fmt.Sprintf("%016x", delay))
}
