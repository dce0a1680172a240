package api

import (
	"context"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"
)

func probing() ProbeOptions {
	return ProbeOptions{ConnectTimeout: 20 * time.Second, AttemptTimeout: 20 * time.Second, UserAgent: "test", Now: time.Now}
}

func TestAProbeTimesItsSteps(t *testing.T) {
	t.Parallel()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("Authorization") != "" || r.URL.RawQuery != "" {
			t.Errorf("it sends %v", r)
		}
		w.Header().Set("Date", time.Now().Add(time.Hour).UTC().Format(http.TimeFormat))
		w.WriteHeader(http.StatusBadRequest)
	}))
	t.Cleanup(server.Close)
	e, err := ParseEndpoint(strings.Replace(server.URL, "127.0.0.1", "localhost", 1))
	if err != nil {
		t.Fatal(err)
	}
	p := NewProbe(t.Context(), e, probing())
	if p.Err != nil || p.DNS <= 0 || p.TCP <= 0 || p.Answer <= 0 || p.TLS != 0 || p.Address == "" {
		t.Errorf("%+v", p)
	}
	if !p.HasDate || (p.Ahead-time.Hour).Abs() > 2*time.Second {
		t.Errorf("the clock is %s ahead, want an hour", p.Ahead)
	}
}

// The step that failed is named.
func TestAProbeNamesTheStepThatFailed(t *testing.T) {
	t.Parallel()
	untrusted := httptest.NewTLSServer(http.NotFoundHandler())
	t.Cleanup(untrusted.Close)
	silent := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() }))
	t.Cleanup(silent.Close)
	gone := httptest.NewServer(http.NotFoundHandler())
	gone.Close()
	for endpoint, want := range map[string]struct{ step, code string }{
		untrusted.URL:                     {StepTLS, CodeConnectionFailed},
		silent.URL:                        {StepAnswer, CodeTimeout},
		gone.URL:                          {StepTCP, CodeConnectionFailed},
		"https://linkwan.example.invalid": {StepDNS, CodeConnectionFailed},
	} {
		e, err := ParseEndpoint(endpoint)
		if err != nil {
			t.Fatal(err)
		}
		o := probing()
		if want.code == CodeTimeout {
			o.ConnectTimeout, o.AttemptTimeout = 100*time.Millisecond, 100*time.Millisecond
		}
		p := NewProbe(context.WithoutCancel(t.Context()), e, o)
		if p.Err == nil || p.Failed != want.step || p.Err.Code != want.code {
			t.Errorf("%s: failed in %q with %v, want %s in %s", endpoint, p.Failed, p.Err, want.code, want.step)
		}
	}
}
