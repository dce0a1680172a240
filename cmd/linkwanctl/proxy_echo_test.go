//go:build unix && !darwin

package main

import (
	"encoding/base64"
	"net/http"
	"strings"
	"testing"
)

// A proxy that answers with what it was sent gives the user's password away in nothing that is
// shown: the words of net/http would quote a malformed answer.
func TestAProxyThatRepeatsThePasswordIsNotQuoted(t *testing.T) {
	t.Parallel()
	const password = "Te+st/Pro%xy=1"
	for name, answer := range map[string]string{
		"a malformed header":       "HTTP/1.1 200 OK\r\nX-Echo $AUTH $PASSWORD\r\n\r\n",
		"a malformed status line":  "$AUTH $PASSWORD\r\n\r\n",
		"a malformed protocol":     "HTTP/$AUTH 200 $PASSWORD\r\n\r\n",
		"a malformed length":       "HTTP/1.1 407 $PASSWORD\r\nContent-Length: $AUTH\r\n\r\n",
		"a malformed status":       "HTTP/1.1 $PASSWORD $AUTH\r\n\r\n",
		"a refusal with the words": "HTTP/1.1 502 $PASSWORD\r\nX-Echo: $AUTH\r\n\r\n$PASSWORD",
		"no handshake":             "HTTP/1.1 200 OK\r\n\r\n$AUTH $PASSWORD",
	} {
		for _, how := range [][]string{{"-o", "json"}, {"--debug"}} {
			t.Run(name+" "+how[0], func(t *testing.T) {
				t.Parallel()
				proxy := raw(t, func(r *http.Request) string {
					return strings.NewReplacer("$AUTH", r.Header.Get("Proxy-Authorization"), "$PASSWORD", password).Replace(answer)
				})
				v := newVictim(t, "LINKWANCTL_ENDPOINT=https://"+behind, "LINKWANCTL_MAX_ATTEMPTS=2",
					"HTTPS_PROXY=http://test-user:Te%2Bst%2FPro%25xy%3D1@"+proxy,
					"ALIBABA_CLOUD_ACCESS_KEY_ID=test-key-id", "ALIBABA_CLOUD_ACCESS_KEY_SECRET=test-secret")
				got := v.run(t, []int{8}, append([]string{"joinperm", "update", "123", "--class-mode", "A"}, how...)...)
				pair := "test-user:" + password
				for _, form := range []string{password, "Te%2Bst%2FPro%25xy%3D1", base64.StdEncoding.EncodeToString([]byte(pair)), base64.RawStdEncoding.EncodeToString([]byte(pair))} {
					if strings.Contains(got.stdout+got.stderr, form) {
						t.Errorf("%s shows: %s", form, got.stderr)
					}
				}
				if !strings.Contains(got.stderr, "ConnectionFailed") {
					t.Errorf("it says %s", got.stderr)
				}
			})
		}
	}
}
