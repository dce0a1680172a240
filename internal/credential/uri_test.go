package credential

import (
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"linkwanctl/internal/i18n"
	"linkwanctl/internal/secret"
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
		if e := wantCode(t, err, CodeCredentialsUnavailable); !strings.Contains(e.Message.String(), "a redirect, which") {
			t.Errorf("%d: %q", status, e.Message)
		}
	}
	if asked.Load() > 0 {
		t.Errorf("the other host was asked %d times", asked.Load())
	}
}

// answering is a credentials URI with one answer, and counts how often it is asked.
func answering(t *testing.T, answer string) (uri string, asked *atomic.Int32) {
	t.Helper()
	asked = &atomic.Int32{}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		asked.Add(1)
		_, _ = io.WriteString(w, answer)
	}))
	t.Cleanup(server.Close)
	return server.URL, asked
}

const uriKeys = `"AccessKeyId":"uri-id","AccessKeySecret":"uri-secret","SecurityToken":"uri-token"`

func TestACodeOtherThanSuccessIsAFailure(t *testing.T) {
	t.Parallel()
	for answer, want := range map[string]string{
		`{"Code":"Failed","Message":"x",` + uriKeys + `}`:     "refused: Failed",
		`{"Code":"uri-secret",` + uriKeys + `}`:               "refused: ***",
		`{"Code":"a.uri-token",` + uriKeys + `}`:              "refused: a.***",
		`{"Code":"success",` + uriKeys + `}`:                  "the answer reports a failure",
		`{"Code":"",` + uriKeys + `}`:                         "the answer reports a failure",
		`{"Code":"no \u001b code",` + uriKeys + `}`:           "the answer reports a failure",
		`{"Code":"Success","AccessKeyId":"uri-id"}`:           "the answer has no complete keys",
		`{"Code":"Success","Expiration":"x",` + uriKeys + `}`: "the answer's expiry is not a valid time",
	} {
		w := newWorld(t)
		w.env["ALIBABA_CLOUD_CREDENTIALS_URI"], _ = answering(t, answer)
		_, err := w.must("").Fetch(t.Context(), false)
		if e := wantCode(t, err, CodeCredentialsUnavailable); !strings.HasSuffix(e.Message.String(), ": "+want) {
			t.Errorf("%s: message %q, want %q", answer, e.Message, want)
		}
	}
}

// Keys without an expiry are good until the service says otherwise.
func TestKeysOfAURINeedNoExpiry(t *testing.T) {
	t.Parallel()
	for _, more := range []string{`"Code":"Success",`, "", `"Code":"Success","Expiration":"",`, `"Expiration":null,`} {
		w := newWorld(t)
		var later time.Duration
		w.now = func() time.Time { return time.Now().Add(later) }
		uri, asked := answering(t, "{"+more+uriKeys+"}")
		w.env["ALIBABA_CLOUD_CREDENTIALS_URI"] = uri
		source := w.must("")
		fetch(t, source, false)
		later = 24 * time.Hour
		if c := fetch(t, source, false); !c.Equal(secret.New("uri-id", "uri-secret", "uri-token")) || asked.Load() != 1 {
			t.Errorf("%s: %q, asked %d times", more, c.AccessKeyID(), asked.Load())
		}
		if fetch(t, source, true); asked.Load() != 2 {
			t.Errorf("%s: asked %d times though fresh keys were wanted", more, asked.Load())
		}
	}
}

func TestAProfileWithoutAURITakesTheVariables(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	uri, _ := answering(t, "{"+uriKeys+"}")
	w.profiles(object{"name": "p", "mode": "CredentialsURI"}, object{"name": "own", "mode": "CredentialsURI", "credentials_uri": uri})
	w.env["ALIBABA_CLOUD_CREDENTIALS_URI"] = uri + "/other"
	for _, profile := range []string{"p", "own"} {
		if source := w.must(profile); source.Profile != profile || source.Mode != "CredentialsURI" {
			t.Errorf("the source is %v", source)
		} else if c := fetch(t, source, false); c.AccessKeyID() != "uri-id" {
			t.Errorf("%s: %q", profile, c.AccessKeyID())
		}
	}
	w.env["ALIBABA_CLOUD_CREDENTIALS_URI"] = "nowhere"
	if e := w.refused("p", CodeInvalidCredentials); w.tilde(e.Message.String()) != "profile p in ~/.aliyun/config.json: ALIBABA_CLOUD_CREDENTIALS_URI is not an http or https URL" {
		t.Errorf("message %q", e.Message)
	}
	w.must("own")
}

// Where the proxy variables cannot be read nothing goes past the proxy.
func TestAProxyThatCannotBeReadStopsTheFetch(t *testing.T) {
	t.Parallel()
	unreadable := errors.New("what HTTPS_PROXY holds is not the URL of a proxy")
	w := newWorld(t)
	w.env["ALIBABA_CLOUD_CREDENTIALS_URI"] = "https://keys.example.invalid/?token=test-token"
	w.proxy = func(r *http.Request) (*url.URL, error) {
		if r.URL.Scheme == "http" {
			return nil, nil
		}
		return nil, unreadable
	}
	if e := w.refused("", CodeInvalidCredentials); !strings.Contains(e.Message.String(), unreadable.Error()) || len(e.Hints) == 0 {
		t.Errorf("%q, %q", e.Message, e.Hints)
	}
}

func TestACredentialsURIInTheClearIsWarnedOf(t *testing.T) {
	t.Parallel()
	for uri, want := range map[string]int{"http://keys.example.invalid/?token=test-token": 1, "https://keys.example.invalid/": 0, "http://127.0.0.1:1/": 0, "http://localhost:1/": 0} {
		w := newWorld(t)
		w.env["ALIBABA_CLOUD_CREDENTIALS_URI"] = uri
		if got := w.must("").Warnings(); len(got) != want || strings.Contains(strings.Join(i18n.Strings(got), ""), "test-token") {
			t.Errorf("%s: %q", uri, got)
		}
	}
}
