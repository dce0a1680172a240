package emulator

import (
	"context"
	"errors"
	"io"
	"log"
	"net"
	"net/http"
	"time"

	"linkwanctl/internal/i18n"
)

// What bounds a connection. An answer may take a fault's time, so nothing bounds the writing.
const (
	headerTime = 10 * time.Second
	readTime   = 30 * time.Second
	idleTime   = 2 * time.Minute
	endTime    = 5 * time.Second // for requests under way when the server is to end
	maxHeader  = 64 << 10
)

// Listen listens on a loopback address such as 127.0.0.1:8787 or localhost:0. Any other is an
// error: the keys of the emulator are public.
func Listen(address string) (net.Listener, error) {
	resolved, err := net.ResolveTCPAddr("tcp", address)
	if err != nil {
		return nil, err
	}
	if !resolved.IP.IsLoopback() {
		return nil, i18n.Errorf("must be a loopback address, such as 127.0.0.1:8787: the keys of the emulator are public")
	}
	l, err := net.ListenTCP("tcp", resolved)
	if err != nil {
		return nil, err
	}
	return l, nil
}

// Serve answers requests of this machine's programs until ctx is done, then lets those under way
// finish for up to 5 s, and gives nil. Delays that faults make end at once. Web pages are refused,
// see refuseWebPages.
func (s *Server) Serve(ctx context.Context, l net.Listener) error {
	server := &http.Server{
		Handler:           http.HandlerFunc(s.serveLocal),
		ReadHeaderTimeout: headerTime,
		ReadTimeout:       readTime,
		IdleTimeout:       idleTime,
		MaxHeaderBytes:    maxHeader,
		ErrorLog:          log.New(io.Discard, "", 0),
		BaseContext:       func(net.Listener) context.Context { return ctx },
	}
	ended := make(chan error, 1)
	go func() { ended <- server.Serve(l) }()
	select {
	case err := <-ended:
		return err
	case <-ctx.Done():
	}
	grace, cancel := context.WithTimeout(context.WithoutCancel(ctx), endTime)
	defer cancel()
	if err := server.Shutdown(grace); err != nil && !errors.Is(err, context.DeadlineExceeded) {
		return err
	}
	_ = server.Close() // what has not ended by now
	return nil
}
