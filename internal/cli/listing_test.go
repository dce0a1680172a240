package cli

import (
	"bytes"
	"io"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"testing"
	"time"
)

// watchedOutput closes seen once it has been given text that contains want.
type watchedOutput struct {
	all, want []byte
	seen      chan struct{}
}

func (w *watchedOutput) Write(p []byte) (int, error) {
	before := bytes.Contains(w.all, w.want)
	w.all = append(w.all, p...)
	if !before && bytes.Contains(w.all, w.want) {
		close(w.seen)
	}
	return len(p), nil
}

// The rows of a page are written at its end: the second page comes only when the last row of the
// first one has been seen.
func TestAPageIsShownBeforeTheNextOneArrives(t *testing.T) {
	t.Parallel()
	for _, form := range []string{"csv", "json", "yaml"} {
		env := pages(t, 150, 150)
		service, err := url.Parse(env["LINKWANCTL_ENDPOINT"])
		if err != nil {
			t.Fatal(err)
		}
		out := &watchedOutput{want: []byte("99"), seen: make(chan struct{})}
		pass := httputil.NewSingleHostReverseProxy(service)
		server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if r.URL.Query().Get("Offset") == "100" {
				select {
				case <-out.seen:
				case <-time.After(10 * time.Second):
					t.Error(form + ": the first page is not shown")
				}
			}
			pass.ServeHTTP(w, r)
		}))
		defer server.Close()
		env["LINKWANCTL_ENDPOINT"] = server.URL
		code := Main(t.Context(), System{
			Args: []string{"joinperm", "list", "-o", form}, Stdout: out, Stderr: io.Discard, Home: t.TempDir(), Getenv: func(name string) string { return env[name] },
		})
		if code != 0 || !bytes.Contains(out.all, []byte("149")) {
			t.Errorf("%s: exit code %d, %d bytes", form, code, len(out.all))
		}
	}
}
