package credential

import (
	"errors"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync/atomic"
	"testing"
)

// The URI is a key itself: another host must not learn it from a redirect.
func TestARedirectedCredentialsURIIsNotFollowed(t *testing.T) {
	t.Parallel()
	var asked atomic.Int32
	other := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { asked.Add(1) }))
	defer other.Close()
	for _, status := range []int{301, 302, 307, 308} {
		server := httptest.NewServer(http.RedirectHandler(other.URL, status))
		w := newWorld(t)
		w.env["ALIBABA_CLOUD_CREDENTIALS_URI"] = server.URL + "/?token=test-token"
		_, err := w.must("").Fetch(t.Context(), false)
		server.Close()
		if e := wantCode(t, err, CodeCredentialsUnavailable); !strings.Contains(e.Message, "a redirect to another address") {
			t.Errorf("%d: %q", status, e.Message)
		}
	}
	if asked.Load() > 0 {
		t.Errorf("the other host was asked %d times", asked.Load())
	}
}

// Where the proxy variables cannot be read nothing goes past the proxy.
func TestAProxyThatCannotBeReadStopsTheFetch(t *testing.T) {
	t.Parallel()
	unreadable := errors.New("what HTTPS_PROXY holds is not the URL of a proxy")
	w := newWorld(t)
	w.env["ALIBABA_CLOUD_CREDENTIALS_URI"] = "https://keys.example.invalid/?token=test-token"
	o := w.options("")
	o.Proxy = func(r *http.Request) (*url.URL, error) {
		if r.URL.Scheme == "http" {
			return nil, nil
		}
		return nil, unreadable
	}
	_, err := Resolve(o)
	if e := wantCode(t, err, CodeInvalidCredentials); !strings.Contains(e.Message, unreadable.Error()) || len(e.Hints) == 0 {
		t.Errorf("%q, %q", e.Message, e.Hints)
	}
}

func TestACredentialsURIInTheClearIsWarnedOf(t *testing.T) {
	t.Parallel()
	for uri, want := range map[string]int{"http://keys.example.invalid/?token=test-token": 1, "https://keys.example.invalid/": 0, "http://127.0.0.1:1/": 0, "http://localhost:1/": 0} {
		w := newWorld(t)
		w.env["ALIBABA_CLOUD_CREDENTIALS_URI"] = uri
		if got := w.must("").Warnings(); len(got) != want || strings.Contains(strings.Join(got, ""), "test-token") {
			t.Errorf("%s: %q", uri, got)
		}
	}
}
