//go:build unix

package main

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"sync"
	"time"

	"linkwanctl/internal/emulator"
	"linkwanctl/internal/secret"
)

// issued is a temporary key, and when it expires by its own account.
type issued struct {
	secret.Credential
	until time.Time
}

// credentialServer hands out keys at ALIBABA_CLOUD_CREDENTIALS_URI, one after the other, and gives
// the environment in which the program asks there.
func (s *faultyService) credentialServer(issue func() issued) []string {
	var mu sync.Mutex
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		mu.Lock()
		defer mu.Unlock()
		key := issue()
		if key.AccessKeyID() == "" {
			w.WriteHeader(http.StatusInternalServerError)
			return
		}
		_ = json.NewEncoder(w).Encode(map[string]string{
			"Code": "Success", "AccessKeyId": key.AccessKeyID(), "AccessKeySecret": key.AccessKeySecret(), "SecurityToken": key.SecurityToken(),
			"Expiration": key.until.UTC().Format("2006-01-02T15:04:05Z"),
		})
	}))
	s.t.Cleanup(server.Close)
	s.key = emulator.STS()
	return []string{"ALIBABA_CLOUD_CREDENTIALS_URI=" + server.URL, "ALIBABA_CLOUD_ACCESS_KEY_ID=", "ALIBABA_CLOUD_ACCESS_KEY_SECRET="}
}
