//go:build unix

package main

import (
	"net/http"
	"net/http/httptest"

	"linkwanctl/internal/api"
	"linkwanctl/internal/emulator"
	"linkwanctl/internal/joinperm"
)

// classOf123 asks the service itself, past the front, for permission 123, whose
// class is A and is to be C.
func (s *stand) classOf123() string {
	s.t.Helper()
	live, err := api.Fetch[joinperm.Owned](s.t.Context(), s.client(), api.OwnedCall("123", ""))
	switch {
	case err != nil:
		s.t.Fatal(err)
	case live.Data.ClassMode == "C":
		return newValues
	}
	return oldValues
}

// client talks to the service without a network.
func (s *stand) client() *api.Client {
	return api.New(api.Options{
		Endpoint: api.Endpoint{Scheme: "http", Host: "127.0.0.1"}, SignatureVersion: 3, Now: s.now, Transport: direct{s.service},
		Credentials: credentials(emulator.Owner()),
	})
}

// direct hands a request to a handler in this process.
type direct struct{ http.Handler }

func (d direct) RoundTrip(r *http.Request) (*http.Response, error) {
	w := httptest.NewRecorder()
	d.ServeHTTP(w, r)
	return w.Result(), nil
}
