package api

import (
	"context"
	"io"
	"net"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"
)

// within gives up on a call that no time-out ends.
func within(t *testing.T, limit time.Duration, call func() error) error {
	t.Helper()
	ended := make(chan error, 1)
	go func() { ended <- call() }()
	select {
	case err := <-ended:
		return err
	case <-time.After(limit):
		t.Fatal("the call goes on and on")
		return nil
	}
}

// switches answers with 101 and keeps the connection open to the test's end.
func switches(t *testing.T) step {
	t.Helper()
	return func(w http.ResponseWriter, _ *http.Request) {
		connection, _, err := http.NewResponseController(w).Hijack()
		if err != nil {
			t.Error(err)
			return
		}
		_, _ = io.WriteString(connection, "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: other\r\n\r\n{\"RequestId\":\"R\",\"Success\":true}")
		t.Cleanup(func() { _ = connection.Close() })
	}
}

func TestASwitchOfProtocolsIsRefused(t *testing.T) {
	t.Parallel()
	r := play(t, func(o *Options) { o.MaxAttempts = 2 }, switches(t), switches(t))
	err := within(t, 10*time.Second, func() error {
		_, err := r.Do(t.Context(), Call{Action: "A", Repeatable: true})
		return err
	})
	if failure := asError(err); failure.Code != CodeInvalidAnswer || failure.HTTPStatus != 101 || failure.Outcome != Unknown || failure.Kind() != KindNoAnswer || failure.Attempts != 2 {
		t.Errorf("%+v", failure)
	}
}

// A proxy that takes the connection and says nothing is given up with the time for connections, not
// with the attempt's.
func TestASilentProxyIsBoundedByTheConnectTimeout(t *testing.T) {
	t.Parallel()
	for _, scheme := range []string{"socks5", "socks5h", "http"} {
		t.Run(scheme, func(t *testing.T) {
			t.Parallel()
			listener, err := net.Listen("tcp", "127.0.0.1:0")
			if err != nil {
				t.Fatal(err)
			}
			t.Cleanup(func() { _ = listener.Close() })
			gone := make(chan struct{})
			go func() {
				connection, err := listener.Accept()
				if err != nil {
					return
				}
				_, _ = io.Copy(io.Discard, connection) // until the client gives it up
				_ = connection.Close()
				close(gone)
			}()
			r := play(t, func(o *Options) {
				o.MaxAttempts, o.ConnectTimeout, o.AttemptTimeout = 1, 200*time.Millisecond, 20*time.Second
				o.Endpoint = Endpoint{"https", "linkwan.example.invalid"}
				transport := newTransport(o.ConnectTimeout)
				transport.Proxy = http.ProxyURL(&url.URL{Scheme: scheme, Host: listener.Addr().String()})
				o.Transport = transport
			})
			err = within(t, 10*time.Second, func() error { _, err := r.Do(t.Context(), Call{Action: "A"}); return err })
			if failure := asError(err); failure.Code != CodeTimeout || failure.Outcome != NotSent || !strings.Contains(failure.Message.String(), "while connecting") {
				t.Errorf("%+v", failure)
			}
			_ = within(t, 10*time.Second, func() error { <-gone; return nil })
		})
	}
}

// The time for connections ends where the connection is there.
func TestAnAnswerMayTakeLongerThanAConnection(t *testing.T) {
	t.Parallel()
	slow := func(w http.ResponseWriter, r *http.Request) {
		<-time.After(700 * time.Millisecond)
		answers(200, success)(w, r)
	}
	r := play(t, func(o *Options) { o.MaxAttempts, o.ConnectTimeout = 1, 500*time.Millisecond }, slow, slow)
	for range 2 { // the second uses the connection again
		if _, err := r.Do(context.WithoutCancel(t.Context()), Call{Action: "A"}); err != nil {
			t.Error(err)
		}
	}
}
