//go:build unix

package main

import (
	"bytes"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
)

// rawStep is what becomes of a connection of which the HTTP server knows nothing.
type rawStep func(s *faultyService, c net.Conn)

// resetAfter reads that many bytes of the request and resets the connection. With none read the
// reset may come before the request leaves, hence at least one.
func resetAfter(bytes int64) rawStep {
	return func(_ *faultyService, c net.Conn) {
		_, _ = io.CopyN(io.Discard, c, bytes)
		reset(c)
	}
}

func reset(c net.Conn) {
	if tcp, ok := c.(*net.TCPConn); ok {
		_ = tcp.SetLinger(0)
	}
	_ = c.Close()
}

// instead answers with a status, a body and headers given as name, value, ….
func instead(status int, body string, header ...string) step {
	return func(_ *faultyService, w http.ResponseWriter, _ *http.Request) {
		for i := 0; i < len(header); i += 2 {
			w.Header().Set(header[i], header[i+1])
		}
		w.WriteHeader(status)
		_, _ = io.WriteString(w, body)
	}
}

// carriedOut lets the service do it and spoils what it answered.
func carriedOut(spoil func(w http.ResponseWriter, r *http.Request, status int, body []byte)) step {
	return func(s *faultyService, w http.ResponseWriter, r *http.Request) {
		recorder := httptest.NewRecorder()
		s.pass(recorder, r)
		spoil(w, r, recorder.Code, recorder.Body.Bytes())
	}
}

// written answers raw bytes in place of what net/http would write, and ends the connection.
func written(answer func(body []byte) io.Reader) step {
	return carriedOut(func(w http.ResponseWriter, _ *http.Request, _ int, body []byte) {
		c := hijacked(w)
		_, _ = io.Copy(c, answer(body))
		_ = c.Close()
	})
}

func hijacked(w http.ResponseWriter) net.Conn {
	c, _, err := http.NewResponseController(w).Hijack()
	if err != nil {
		panic(err) // the front is HTTP/1.1
	}
	return c
}

// wholeAnswer is a sound answer's bytes with other headers.
func wholeAnswer(header string) func(body []byte) io.Reader {
	return func(body []byte) io.Reader {
		return strings.NewReader("HTTP/1.1 200 OK\r\n" + header + "\r\n" + string(body))
	}
}

// endless repeats a text for 256 MiB, which is as good as without end and does not take the machine
// along where nobody stops reading.
func endless(start, again string) func([]byte) io.Reader {
	return func([]byte) io.Reader {
		const most = 256 << 20
		return io.MultiReader(strings.NewReader(start), io.LimitReader(&repeated{text: strings.Repeat(again, 1+(32<<10)/len(again))}, most))
	}
}

type repeated struct {
	text string
	rest *bytes.Reader
}

func (r *repeated) Read(p []byte) (int, error) {
	if r.rest == nil || r.rest.Len() == 0 {
		r.rest = bytes.NewReader([]byte(r.text))
	}
	return r.rest.Read(p)
}

// silent takes the request and never answers.
func silent(_ *faultyService, _ http.ResponseWriter, r *http.Request) { <-r.Context().Done() }

// partly sends the header and the first half of the body, and then waits for the caller to go.
func partly(w http.ResponseWriter, r *http.Request, status int, body []byte) {
	w.Header().Set("Content-Length", strconv.Itoa(len(body)))
	w.WriteHeader(status)
	_, _ = w.Write(body[:len(body)/2])
	_ = http.NewResponseController(w).Flush()
	<-r.Context().Done()
}
