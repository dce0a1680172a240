package credential

import (
	"net/http"
	"net/http/httptest"
	"sync/atomic"
	"testing"
	"time"
)

// fuzzAnswers feeds answers to a source of credentials: what it gives can stand in
// a header, and what it says is short and can be printed.
func fuzzAnswers(f *testing.F, source func(url string) Options, seeds ...string) {
	type reply struct {
		status int
		body   []byte
	}
	var next atomic.Pointer[reply]
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(next.Load().status)
		_, _ = w.Write(next.Load().body)
	}))
	f.Cleanup(server.Close)
	server.Config.SetKeepAlivesEnabled(false) // the library makes a transport for each request
	const whole = `{"Code":"Success","AccessKeyId":"test-key-id","AccessKeySecret":"test-secret","SecurityToken":"test-token","Expiration":"2099-01-01T00:00:00Z"}`
	for _, seed := range append(seeds, whole, "", "null", "{", "[]", `{"AccessKeyId":null}`, `{"Code":"\u001b[31m","Message":"\u202e"}`, `{"Code":"A","Message":"\r\n\u0085","RequestId":"\u0000"}`,
		`{"AccessKeyId":"a\nb","AccessKeySecret":"\ud800","SecurityToken":"","Expiration":"2099-01-01T00:00:00Z"}`, `{"Expiration":1e999999}`, "<html>\x1b[2J", "\xff\x9b31m") {
		f.Add(200, []byte(seed))
		f.Add(404, []byte(seed))
	}
	o := source(server.URL)
	o.Home, o.Now = f.TempDir(), time.Now
	f.Fuzz(func(t *testing.T, status int, body []byte) {
		next.Store(&reply{200 + (status%400+400)%400, body})
		chosen, err := Resolve(o)
		if err != nil {
			t.Fatal(err)
		}
		c, err := chosen.Fetch(t.Context(), false)
		if err == nil {
			if c.AccessKeyID() == "" || c.AccessKeySecret() == "" || !sound(c.AccessKeyID()) || !sound(c.AccessKeySecret()) || !sound(c.SecurityToken()) {
				t.Errorf("%q gives keys that cannot be sent", body)
			}
			return
		}
		e := wantCode(t, err, CodeCredentialsUnavailable)
		if len(e.Message.String()) > 2000 {
			t.Errorf("%q: a message of %d bytes", body, len(e.Message.String()))
		}
	})
}

func FuzzCredentialsURI(f *testing.F) {
	fuzzAnswers(f, func(url string) Options {
		return Options{Getenv: environ(map[string]string{"ALIBABA_CLOUD_CREDENTIALS_URI": url})}
	})
}

func FuzzMetadata(f *testing.F) {
	fuzzAnswers(f, func(url string) Options {
		return Options{Getenv: environ(map[string]string{"ALIBABA_CLOUD_ECS_METADATA": "role"}), wire: wire{metadataProxy: url}}
	})
}

func environ(values map[string]string) func(string) string {
	return func(name string) string { return values[name] }
}

// FuzzCommandOutput does the same for what a process_command prints.
func FuzzCommandOutput(f *testing.F) {
	for _, seed := range []string{
		`{"mode":"AK","access_key_id":"test-key-id","access_key_secret":"test-secret"}`, `{"mode":"StsToken","access_key_id":"a","access_key_secret":"b"}`, "", "null", "[[[[", `{"expiration":"9999"}`,
		`{"access_key_id":"\u001b","access_key_secret":"\ud800","expiration":"2099-01-01T00:00:00Z"}`, "\xff\x9b", `{"access_key_id":1e999999}`,
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, printed []byte) {
		c := &command{fetch: &fetchState{now: time.Now}}
		keys, err := c.keep(printed)
		switch {
		case err != nil && (keys != nil || len(err.Error()) > 100):
			t.Errorf("%q: %+v, %v", printed, keys, err)
		case err == nil && (keys.AccessKeyId == "" || keys.AccessKeySecret == ""):
			t.Errorf("%q gives no keys", printed)
		}
	})
}
