package credential

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

// A server that never ends its answer is heard for 64 KiB and no longer.
func TestAnAnswerWithoutEndIsReadToTheLimitAlone(t *testing.T) {
	t.Parallel()
	ended := make(chan struct{})
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		defer close(ended)
		for {
			if _, err := w.Write(make([]byte, 32<<10)); err != nil {
				return
			}
		}
	}))
	defer server.Close()
	w := newWorld(t)
	w.env["ALIBABA_CLOUD_CREDENTIALS_URI"] = server.URL
	_, err := w.must("").Fetch(t.Context(), false)
	if err == nil || !strings.HasSuffix(err.Error(), "the answer is larger than 64 KiB") {
		t.Errorf("got %v", err)
	}
	<-ended
}
