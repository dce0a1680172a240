package api

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"testing"
	"time"
)

// Only https is used, also after a redirect; http from this machine alone.
func TestTheURLOfADownload(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		from, to, want string
		err            error
	}{
		{"", "https://a.example/f?x=1", "https://a.example/f?x=1", nil},
		{"", "http://127.0.0.1:8/f", "http://127.0.0.1:8/f", nil},
		{"", "http://a.example/f", "", errDownloadPlain},
		{"", "file:///etc/passwd", "", errDownloadPlain},
		{"", "/f", "", errDownloadPlain},
		{"", "https://u:p@a.example/", "", errDownloadURL},
		{"", "https:///f", "", errDownloadURL},
		{"", "https://a.example/%zz", "", errDownloadURL},
		{"https://a.example/d/f", "g?y", "https://a.example/d/g?y", nil},
		{"https://a.example/f", "https://b.example/", "https://b.example/", nil},
		{"https://a.example/f", "http://a.example/f", "", errDownloadMoved},
		{"https://a.example/f", "http://127.0.0.1/f", "", errDownloadMoved},
		{"http://127.0.0.1/f", "http://localhost/f", "http://localhost/f", nil},
		{"http://127.0.0.1/f", "http://a.example/f", "", errDownloadMoved},
	} {
		var from *url.URL
		if c.from != "" {
			from, _ = url.Parse(c.from)
		}
		got, err := safeURL(from, c.to)
		if !errors.Is(err, c.err) || err == nil && got.String() != c.want {
			t.Errorf("%s to %s: %v, %v", c.from, c.to, got, err)
		}
	}
}

// A server that stops in the middle of a file ends the download after an attempt's time; one that is
// slow, but not that slow, does not.
func TestADownloadEndsWhenNothingComes(t *testing.T) {
	t.Parallel()
	const within = 300 * time.Millisecond
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/silent" {
			<-r.Context().Done()
			return
		}
		for range 5 {
			_, _ = io.WriteString(w, "part")
			_ = http.NewResponseController(w).Flush()
			select {
			case <-time.After(within / 4): // what a slow server takes
			case <-r.Context().Done():
			}
		}
		if r.URL.Path == "/stops" {
			<-r.Context().Done()
		}
	}))
	defer server.Close()
	client := New(Options{AttemptTimeout: within})
	var last int64
	size, err := client.Download(t.Context(), "GetX", server.URL+"/slow", io.Discard, func(done, _ int64) { last = done })
	if err != nil || size != 20 || last != 20 {
		t.Errorf("the slow one: %d of %d bytes, %v", size, last, err)
	}
	var failure *Error
	_, err = client.Download(t.Context(), "GetX", server.URL+"/stops", io.Discard, func(int64, int64) {})
	if !errors.As(err, &failure) || failure.Code != CodeTimeout {
		t.Errorf("the one that stops: %v", err)
	}
	impatient := New(Options{AttemptTimeout: within, ConnectTimeout: within})
	_, err = impatient.Download(t.Context(), "GetX", server.URL+"/silent", io.Discard, func(int64, int64) {})
	if !errors.As(err, &failure) || failure.Code != CodeTimeout || failure.Message.String() != timeoutMessage(true).String() {
		t.Errorf("the silent one: %v", err)
	}
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	_, err = client.Download(ended, "GetX", server.URL+"/slow", io.Discard, func(int64, int64) {})
	if !errors.As(err, &failure) || failure.Code != CodeInterrupted {
		t.Errorf("interrupted: %v", err)
	}
}
