//go:build unix

package main

import (
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"time"
)

// listen puts the front before the service.
func (s *faultyService) listen() {
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
	service *faultyService
}

func (l faultyListener) Accept() (net.Conn, error) {
	for {
		c, err := l.Listener.Accept()
		if err != nil || l.service.fault.raw == nil || !l.service.meets() {
			return c, err
		}
		l.service.mu.Lock()
		l.service.broken++
		l.service.open = append(l.service.open, c)
		l.service.mu.Unlock()
		go l.service.fault.raw(l.service, c)
	}
}

// meets reports whether this attempt meets the fault.
func (s *faultyService) meets() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.fault.times == 0 {
		return true
	}
	s.left--
	return s.left >= 0
}

// ServeHTTP is the front: the fault, or the service.
func (s *faultyService) ServeHTTP(w http.ResponseWriter, r *http.Request) {
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
func (s *faultyService) pass(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	s.served++
	s.mu.Unlock()
	s.service.ServeHTTP(w, r)
}
