package api

import (
	"context"
	"net"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/dns/dnsmessage"
)

// A name server that knows no such name has spoken; one that is in trouble, or silent, may know it
// the next time.
func TestNamesThatDoNotResolve(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		answer   dnsmessage.RCode
		silent   bool
		attempts int
		code     string
		says     string
	}{
		"no such name": {dnsmessage.RCodeNameError, false, 1, CodeConnectionFailed, "no such host"},
		"in trouble":   {dnsmessage.RCodeServerFailure, false, 2, CodeConnectionFailed, "server misbehaving"},
		"silent":       {0, true, 2, CodeTimeout, "timed out while connecting"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			server := &nameServer{answer: c.answer, silent: c.silent}
			address := server.start(t)
			r := play(t, func(o *Options) {
				transport := newTransport(time.Minute)
				resolver := &net.Resolver{PreferGo: true, Dial: func(ctx context.Context, _, _ string) (net.Conn, error) {
					return (&net.Dialer{}).DialContext(ctx, "udp", address)
				}}
				transport.DialContext = (&net.Dialer{Resolver: resolver}).DialContext
				o.Transport, o.Endpoint = transport, Endpoint{"https", "linkwan.example.invalid."}
				o.MaxAttempts, o.AttemptTimeout = 2, 200*time.Millisecond
				if !c.silent {
					o.AttemptTimeout = time.Minute
				}
			})
			_, err := r.update(t)
			if err == nil || err.Code != c.code || err.Attempts != c.attempts || err.Outcome != NotSent || err.Kind() != KindNoAnswer || !strings.Contains(err.Message.String(), c.says) {
				t.Errorf("got %+v", err)
			}
		})
	}
}

// nameServer answers every question with a code, or not at all.
type nameServer struct {
	answer dnsmessage.RCode
	silent bool
}

func (s *nameServer) start(t *testing.T) string {
	t.Helper()
	socket, err := net.ListenPacket("udp", "127.0.0.1:0") //nolint:noctx // it ends with the test
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = socket.Close() })
	go func() {
		question := make([]byte, 1500)
		for {
			n, from, err := socket.ReadFrom(question)
			if err != nil {
				return
			}
			var m dnsmessage.Message
			if s.silent || m.Unpack(question[:n]) != nil {
				continue
			}
			m.Response, m.RCode, m.Additionals = true, s.answer, nil
			if answer, err := m.Pack(); err == nil {
				_, _ = socket.WriteTo(answer, from)
			}
		}
	}()
	return socket.LocalAddr().String()
}
