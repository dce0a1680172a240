package api

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"
	"time"

	"linkwanctl/internal/i18n"
	"linkwanctl/internal/joinperm"
	"linkwanctl/internal/secret"
)

const success = `{"RequestId":"89EF6CAA-958F-F32C-BE45-FE003C6DE097","Success":true}`

// step answers one request of a script.
type step func(w http.ResponseWriter, r *http.Request)

// answers with a status and a body, and headers given as name, value, ….
func answers(status int, body string, header ...string) step {
	return func(w http.ResponseWriter, _ *http.Request) {
		for i := 0; i < len(header); i += 2 {
			w.Header().Set(header[i], header[i+1])
		}
		w.WriteHeader(status)
		_, _ = w.Write([]byte(body))
	}
}

// fails answers as the gateway does.
func fails(code string, header ...string) step {
	return answers(400, fmt.Sprintf(`{"RequestId":"R-1","HostId":"h","Code":%q,"Message":"m"}`, code), header...)
}

// drops ends the connection without an answer.
func drops(w http.ResponseWriter, _ *http.Request) {
	connection, _, err := w.(http.Hijacker).Hijack()
	if err == nil {
		_ = connection.Close()
	}
}

// cuts answers half of what it promised.
func cuts(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Length", "1000")
	_, _ = w.Write([]byte(`{"RequestId":"R`))
	_ = http.NewResponseController(w).Flush()
	drops(w, r)
}

// rig is a client and the scripted server that it talks to.
type rig struct {
	*Client
	mu       sync.Mutex
	requests []*http.Request
	waits    []time.Duration
	warnings []string
	log      []string
	refresh  []bool
}

// play makes a rig whose server answers one request with each step, in order, and fails the test on
// one more and on one less.
func play(t *testing.T, set func(*Options), steps ...step) *rig {
	t.Helper()
	r := &rig{}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, request *http.Request) {
		_ = request.ParseForm()
		r.mu.Lock()
		r.requests = append(r.requests, request)
		n := len(r.requests)
		r.mu.Unlock()
		if n > len(steps) {
			t.Errorf("request %d was not expected", n)
			drops(w, request)
			return
		}
		steps[n-1](w, request)
	}))
	t.Cleanup(func() {
		server.Close()
		if len(r.requests) < len(steps) {
			t.Errorf("%d of %d requests came", len(r.requests), len(steps))
		}
	})
	endpoint, err := ParseEndpoint(server.URL)
	if err != nil {
		t.Fatal(err)
	}
	o := Options{
		Endpoint: endpoint, SignatureVersion: 3, UserAgent: "test", Timeout: 30 * time.Second,
		Credentials: func(_ context.Context, refresh bool) (secret.Credential, error) {
			r.refresh = append(r.refresh, refresh)
			key := "test-secret"
			if refresh {
				key = "fresh-secret"
			}
			return secret.New("test-key-id", key, "test/token+="), nil
		},
		Backoff: func(int) time.Duration { return time.Millisecond },
		Sleep:   func(_ context.Context, d time.Duration) error { r.waits = append(r.waits, d); return nil },
		Warn:    func(text i18n.Text) { r.warnings = append(r.warnings, text.String()) },
		Debug:   func(line string) { r.log = append(r.log, line) },
	}
	if set != nil {
		set(&o)
	}
	r.Client = New(o)
	return r
}

// update does the main job with a fixed change.
func (r *rig) update(t *testing.T) (Answer, *Error) {
	t.Helper()
	return r.do(t, UpdateCall(joinperm.Change{ID: "123"}))
}

func (r *rig) do(t *testing.T, call Call) (Answer, *Error) {
	t.Helper()
	answer, err := r.Do(t.Context(), call)
	if err == nil {
		return answer, nil
	}
	return answer, asError(err)
}
