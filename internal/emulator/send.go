package emulator

import (
	"context"
	"net"
	"net/http"
	"strconv"
	"time"
)

// send writes the answer, or as much of it as the faults leave.
func (s *Server) send(w http.ResponseWriter, r *http.Request, c *call, a answer, plan injected) {
	if a.none {
		resetConnection(w)
		return
	}
	body, mediaType := a.body(c.json && !plan.xml)
	h := w.Header()
	for name, value := range a.header {
		h.Set(name, value)
	}
	h.Set("Content-Type", mediaType)
	h.Set("Content-Length", strconv.Itoa(len(body)))
	h.Set("Date", c.now.UTC().Format(http.TimeFormat))
	h.Set("x-acs-request-id", c.requestID)
	w.WriteHeader(a.status)
	if r.Method == http.MethodHead {
		return
	}
	if a.half {
		// Fewer bytes than announced: net/http ends the connection after them.
		body = body[:len(body)/2]
	}
	if plan.slow > 0 {
		s.trickle(r.Context(), w, body, plan.slow)
		return
	}
	_, _ = w.Write(body) // a caller that has gone needs no answer
}

// trickle writes a body in ten parts with a wait before each.
func (s *Server) trickle(ctx context.Context, w http.ResponseWriter, body []byte, whole time.Duration) {
	const parts = 10
	flush := http.NewResponseController(w)
	for i := range parts {
		if !s.wait(ctx.Done(), whole/parts) {
			return
		}
		if _, err := w.Write(body[len(body)*i/parts : len(body)*(i+1)/parts]); err != nil {
			return
		}
		_ = flush.Flush()
	}
}

// resetConnection ends the connection so that the peer sees a reset, not an end.
func resetConnection(w http.ResponseWriter) {
	connection, _, err := http.NewResponseController(w).Hijack()
	if err != nil {
		panic(http.ErrAbortHandler) // net/http's own way to end a connection early
	}
	if tcp, ok := connection.(*net.TCPConn); ok {
		_ = tcp.SetLinger(0)
	}
	_ = connection.Close()
}
