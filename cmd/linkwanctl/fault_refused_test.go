//go:build unix

package main

import (
	"fmt"
	"net"
	"net/http"
	"os"
	"syscall"
	"time"

	"linkwanctl/internal/emulator"
)

// refuseOnce gives a port that nobody listens on until the second attempt begins. Each attempt
// fetches its credentials, since those it gets have expired: when it asks for the second time, the
// first attempt has been refused.
func refuseOnce(s *faultyService) []string {
	socket, port, err := reserve()
	if err != nil {
		s.t.Fatal(err)
	}
	s.t.Cleanup(func() { _ = socket.Close() })
	asked := 0
	keys := s.credentialServer(func() issued {
		asked++
		if asked == 2 {
			s.mu.Lock()
			s.broken++
			s.mu.Unlock()
			s.takeUp(socket)
		}
		return issued{emulator.STS(), time.Now().Add(-time.Hour)}
	})
	return append(keys, fmt.Sprintf("LINKWANCTL_ENDPOINT=http://127.0.0.1:%d", port))
}

// reserve takes a port of loopback and does not listen there: connections are refused and nobody
// else can have it.
func reserve() (*os.File, int, error) {
	fd, err := syscall.Socket(syscall.AF_INET, syscall.SOCK_STREAM, 0)
	if err != nil {
		return nil, 0, fmt.Errorf("reserve port: %w", err)
	}
	syscall.CloseOnExec(fd)
	socket := os.NewFile(uintptr(fd), "reserved")
	if err := syscall.Bind(fd, &syscall.SockaddrInet4{Addr: [4]byte{127, 0, 0, 1}}); err != nil {
		return nil, 0, fmt.Errorf("reserve port: %w", err)
	}
	name, err := syscall.Getsockname(fd)
	if err != nil {
		return nil, 0, fmt.Errorf("reserve port: %w", err)
	}
	return socket, name.(*syscall.SockaddrInet4).Port, nil //nolint:forcetypeassert // it was bound as one
}

// takeUp listens on a reserved port and answers there.
func (s *faultyService) takeUp(socket *os.File) {
	if err := syscall.Listen(int(socket.Fd()), 16); err != nil {
		s.t.Error(err)
		return
	}
	listener, err := net.FileListener(socket)
	if err != nil {
		s.t.Error(err)
		return
	}
	server := &http.Server{Handler: s, ReadHeaderTimeout: time.Minute}
	s.t.Cleanup(func() { _ = server.Close() })
	go func() { _ = server.Serve(listener) }()
}
