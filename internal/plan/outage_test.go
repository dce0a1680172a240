package plan

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"linkwanctl/internal/api"
	"linkwanctl/internal/emulator"
	"linkwanctl/internal/quota"
	"linkwanctl/internal/secret"
)

// inMemory hands each request to a service without a network, so that time can be the test's.
type inMemory struct{ service http.Handler }

func (m inMemory) RoundTrip(r *http.Request) (*http.Response, error) {
	request := httptest.NewRequestWithContext(r.Context(), r.Method, r.URL.String(), r.Body)
	request.Header = r.Header
	answer := httptest.NewRecorder()
	m.service.ServeHTTP(answer, request)
	return answer.Result(), nil
}

// A service that is down or throttles everything for half a minute costs time and no row, whether
// there are few rows or many.
func TestRowsOutlastAnOutage(t *testing.T) {
	t.Parallel()
	const outage = 30 * time.Second
	for name, rows := range map[string]int{"503": 5, "503 of many": 200, "throttle": 5, "throttle of many": 60} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			data := t.TempDir() + "/outage.db"
			if err := emulator.Fill(data, rows); err != nil {
				t.Fatal(err)
			}
			synctest.Test(t, func(t *testing.T) {
				testOutage(t, data, strings.Fields(name)[0]+"/UpdateOwnedLocalJoinPermission", rows, outage)
			})
		})
	}
}

func testOutage(t *testing.T, data, kind string, rows int, outage time.Duration) {
	t.Helper()
	fault, err := emulator.ParseFault(kind)
	if err != nil {
		t.Fatal(err)
	}
	open := func(o emulator.Options) *emulator.Server {
		server, err := emulator.Open(o)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = server.Close() })
		return server
	}
	whole, broken := open(emulator.Options{Data: data}), open(emulator.Options{Data: data + ".broken", Faults: []emulator.Fault{fault}})
	var begun time.Time
	client := api.New(api.Options{
		Endpoint:    api.Endpoint{Scheme: "http", Host: "127.0.0.1"},
		Credentials: func(context.Context, bool) (secret.Credential, error) { return emulator.Owner(), nil },
		Limiter:     quota.New(quota.Options{QPS: 5}),
		Transport: inMemory{http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			time.Sleep(100 * time.Millisecond)
			if !begun.IsZero() && time.Since(begun) < outage {
				broken.ServeHTTP(w, r)
			} else {
				whole.ServeHTTP(w, r)
			}
		})},
	})
	wants := make([]Want, rows)
	for i := range wants {
		wants[i] = Want{Name: fmt.Sprintf("p_%06d", i+1), Set: assignments("RxDelay=7")}
	}
	p, err := Make(t.Context(), client, "", wants, Options{})
	if err != nil {
		t.Fatal(err)
	}
	begun = time.Now()
	summary, err := p.Apply(t.Context(), t.Context(), client.ForBatch(0, 0), ApplyOptions{})
	if err != nil || summary.Updated != rows {
		t.Errorf("after %s: %+v, %v", time.Since(begun), summary, err)
	}
}
