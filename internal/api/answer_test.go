package api

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"linkwanctl/internal/api/sign"
	"linkwanctl/internal/joinperm"
	"linkwanctl/internal/secret"
)

func TestSuccessFalseIsAFailure(t *testing.T) {
	t.Parallel()
	for body, want := range map[string]string{
		`{"RequestId":"R","Success":false}`:                                         CodeNoCode,
		`{"RequestId":"R","Success":"false","Code":"NonExistent","Message":"gone"}`: "NonExistent",
		`{"RequestId":"R","Code":"NonExistent","Message":"gone"}`:                   "NonExistent",
		`<R><RequestId>R</RequestId><Success>false</Success></R>`:                   CodeNoCode,
		`<Error><RequestId>R</RequestId><Code>InvalidName</Code></Error>`:           "InvalidName",
	} {
		_, err := play(t, nil, answers(200, body)).update(t)
		if err == nil || err.Code != want || err.Outcome != Refused || err.RequestID != "R" || err.HTTPStatus != 200 {
			t.Errorf("%s: %+v, want %s", body, err, want)
		}
		if err != nil && err.Code == CodeNoCode && (err.Message.Empty() || err.Kind() != KindRefused) {
			t.Errorf("%s: says %q, kind %v", body, err.Message, err.Kind())
		}
	}
}

func TestXMLSuccessIsASuccess(t *testing.T) {
	t.Parallel()
	body := `<?xml version='1.0' encoding='UTF-8'?><UpdateOwnedLocalJoinPermissionResponse><RequestId> R </RequestId><Success>
	true
	</Success></UpdateOwnedLocalJoinPermissionResponse>`
	if answer, err := play(t, nil, answers(200, body)).update(t); err != nil || answer.RequestID != "R" {
		t.Errorf("got %+v, %v", answer, err)
	}
}

func TestForeignAnswersAreNamed(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		t.Skip("huge inputs take long under the race detector")
	}
	one := func(o *Options) { o.MaxAttempts = 1 }
	for name, c := range map[string]struct {
		step step
		want string
		kind Kind
	}{
		"HTML":             {answers(403, "<html><body>blocked</body></html>"), "HTML page", KindNoAnswer},
		"HTML part":        {answers(403, "<center>blocked", "Content-Type", "text/html; charset=utf-8"), "HTML page", KindNoAnswer},
		"XHTML":            {answers(200, `<?xml version="1.0"?><html></html>`), "HTML page", KindNoAnswer},
		"empty":            {answers(200, " \n"), "empty", KindNoAnswer},
		"garbage":          {answers(200, "\x1f\x8b\x08"), "neither JSON nor XML", KindNoAnswer},
		"array":            {answers(200, "[]"), "neither JSON nor XML", KindNoAnswer},
		"half XML":         {answers(200, "<A><RequestId>R", "Content-Type", "text/xml"), "incomplete", KindNoAnswer},
		"deep XML":         {answers(200, strings.Repeat("<a>", 1<<10), "Content-Type", "text/xml"), "nested too deeply", KindNoAnswer},
		"wide XML":         {answers(200, "<A>"+strings.Repeat("<b/>", 60_000)+"</A>", "Content-Type", "text/xml"), "too many values", KindNoAnswer},
		"large XML":        {answers(200, "<A"+strings.Repeat(` b="1"`, 200_000)+">", "Content-Type", "text/xml"), "too long", KindNoAnswer},
		"flat XML":         {answers(200, "<A>text</A>", "Content-Type", "text/xml"), "no element", KindNoAnswer},
		"deep JSON":        {answers(200, `{"Data":`+strings.Repeat("[", 1<<20)), "nested too deeply", KindNoAnswer},
		"wide JSON":        {answers(200, `{"Success":true,"Data":[0`+strings.Repeat(",{}", 60_000)+`]}`), "too many values", KindNoAnswer},
		"redirect to HTML": {answers(302, "<html></html>", "Location", "/login"), "redirect", KindNoAnswer},
		"another gateway":  {answers(404, `{"message":"no Route matched"}`), "neither success", KindNoAnswer},
		"400 and success":  {answers(400, success), "neither success", KindNoAnswer},
		"not modified":     {answers(304, ""), "the response is not from the service", KindNoAnswer},
		"redirect":         {answers(302, success, "Location", "https://elsewhere.test/"), "redirect", KindNoAnswer},
		"too long":         {answers(200, `{"RequestId":"`+strings.Repeat("x", answerLimit)), "longer than 8 MiB", KindNoAnswer},
		"HTML 502":         {answers(502, "<html></html>"), "HTML page", KindUnavailable},
	} {
		_, err := play(t, one, c.step).update(t)
		if err == nil || err.Code != CodeInvalidAnswer || !strings.Contains(err.Message.String(), c.want) || err.Kind() != c.kind || err.HTTPStatus == 0 {
			t.Errorf("%s: %+v of kind %v", name, err, err.Kind())
		}
	}
}

// What a failure keeps of an answer is short, and masked though the cut goes through the secret.
func TestAFailureKeepsLittleOfAnAnswer(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		t.Skip("huge inputs take long under the race detector")
	}
	huge := strings.Repeat("凭", 1<<19)
	_, err := play(t, nil, answers(400, `{"Code":"`+huge+`","RequestId":"`+huge+`","Message":"`+strings.Repeat("x", longestMessage-6)+`test-secret-key`+huge+`"}`)).update(t)
	length := utf8.RuneCountInString
	if err == nil || length(err.Code) > 300 || length(err.RequestID) > 300 || length(err.Message.String()) > 5000 || !strings.HasSuffix(err.RequestID, "凭…") {
		t.Fatalf("it keeps %d, %d and %d characters", length(err.Code), length(err.RequestID), length(err.Message.String()))
	}
	if strings.Contains(err.Message.String(), "test-") {
		t.Errorf("a part of the secret is kept: %s", err.Message.String()[4000:])
	}
}

func TestHeadersAreBounded(t *testing.T) {
	t.Parallel()
	one := func(o *Options) { o.MaxAttempts = 1 }
	_, err := play(t, one, answers(200, success, "X-Padding", strings.Repeat("x", 300<<10))).update(t)
	if err == nil || err.Code != CodeInvalidAnswer || err.Outcome != Unknown || len(err.Message.String()) > 300 {
		t.Errorf("%+v", err)
	}
}

func TestStructureWithinTextIsNotMeasured(t *testing.T) {
	t.Parallel()
	text := strings.Repeat("[,{,", 20_000)
	body := `{"RequestId":"R","Success":true,"Data":"\\` + `\"` + text + `"}`
	if answer, err := play(t, nil, answers(200, body)).update(t); err != nil || len(answer.Data) < len(text) {
		t.Errorf("got %d bytes, %v", len(answer.Data), err)
	}
}

func TestNoConnectionIsNotSent(t *testing.T) {
	t.Parallel()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address := listener.Addr().String()
	_ = listener.Close()
	r := play(t, func(o *Options) { o.Endpoint = Endpoint{"http", address} })
	_, failure := r.update(t)
	if failure == nil || failure.Code != CodeConnectionFailed || failure.Outcome != NotSent || failure.Kind() != KindNoAnswer || failure.Attempts != 4 {
		t.Errorf("got %+v", failure)
	}
}

func TestPlainTextServerIsNotTrusted(t *testing.T) {
	t.Parallel()
	server := play(t, nil)
	address := server.endpoint(t)
	_, failure := play(t, func(o *Options) { o.Endpoint = Endpoint{"https", address} }).update(t)
	if failure == nil || failure.Code != CodeConnectionFailed || failure.Outcome != NotSent || failure.Attempts != 1 {
		t.Errorf("got %+v", failure)
	}
}

// endpoint is the address of a server that speaks no TLS.
func (r *rig) endpoint(t *testing.T) string {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	server := &http.Server{ReadHeaderTimeout: time.Minute, ErrorLog: nil}
	go func() { _ = server.Serve(listener) }()
	t.Cleanup(func() { _ = server.Close() })
	return listener.Addr().String()
}

func TestASlowAnswerTimesOut(t *testing.T) {
	t.Parallel()
	hang := func(w http.ResponseWriter, r *http.Request) {
		_ = http.NewResponseController(w).Flush()
		<-r.Context().Done()
	}
	r := play(t, func(o *Options) { o.AttemptTimeout = 700 * time.Millisecond }, hang, answers(200, success))
	if answer, err := r.update(t); err != nil || answer.Attempts != 2 {
		t.Errorf("attempts: %+v, %v", answer, err)
	}
	r = play(t, func(o *Options) { o.Timeout = 500 * time.Millisecond }, hang)
	if _, err := r.update(t); err == nil || err.Code != CodeTimeout || err.Outcome != Unknown || err.Kind() != KindNoAnswer || err.Attempts != 1 {
		t.Errorf("call: %+v", err)
	}
}

func TestCancellingEndsAnAttempt(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	r := play(t, nil, func(_ http.ResponseWriter, r *http.Request) { cancel(); <-r.Context().Done() })
	_, err := r.Do(ctx, Call{Action: "A", Repeatable: true})
	if failure := asError(err); failure.Code != CodeInterrupted || failure.Outcome != Unknown || !errors.Is(err, context.Canceled) {
		t.Errorf("got %+v", failure)
	}
}

func TestCredentialsThatFailSendNothing(t *testing.T) {
	t.Parallel()
	cause := errors.New("none")
	r := play(t, func(o *Options) {
		o.Credentials = func(context.Context, bool) (secret.Credential, error) { return secret.Credential{}, cause }
	})
	if _, err := r.update(t); err == nil || err.Kind() != KindLocal || err.Outcome != NotSent || !errors.Is(err, cause) {
		t.Errorf("got %+v", err)
	}
}

func TestSignatureMismatchIsExplained(t *testing.T) {
	t.Parallel()
	for version := range map[int]bool{1: true, 3: true} {
		for what, c := range map[string]struct {
			message func(ours string) string
			want    Comparison
		}{
			"same": {func(ours string) string {
				return "Specified signature is not matched with our calculation. server string to sign is:" + ours
			}, SignedSame},
			"different": {func(string) string { return "server StringToSign is:POST&%2F&changed" }, SignedDiffered},
			"silent":    {func(string) string { return "no" }, NotCompared},
		} {
			echo := func(w http.ResponseWriter, r *http.Request) {
				ours := sign.StringToSignV1(r.Method, single(r.PostForm))
				if version == 3 {
					ours = canonicalOf(r)
				}
				w.WriteHeader(400)
				message, _ := json.Marshal(c.message(ours))
				_, _ = fmt.Fprintf(w, `{"RequestId":"R","Code":"SignatureDoesNotMatch","Message":%s}`, message)
			}
			_, err := play(t, func(o *Options) { o.SignatureVersion = version }, echo).update(t)
			if err == nil || err.Signed != c.want {
				t.Errorf("version %d, %s: %+v", version, what, err)
			}
			if strings.Contains(err.Message.String(), "test-key-id") || strings.Contains(err.Message.String(), "test/token") || strings.Contains(err.Message.String(), "test%2") {
				t.Errorf("version %d, %s: the message holds a credential: %s", version, what, err.Message)
			}
		}
	}
}

// canonicalOf is the canonical request as the server sees it.
func canonicalOf(r *http.Request) string {
	a, _ := sign.ParseAuthorization(r.Header.Get("Authorization"))
	header := map[string]string{"host": r.Host}
	for name := range r.Header {
		header[strings.ToLower(name)] = r.Header.Get(name)
	}
	return sign.Message{Method: r.Method, Path: r.URL.Path, Query: single(r.URL.Query()), Header: header}.CanonicalRequest(a.SignedHeaders)
}

func TestDebugLogHidesTheCredential(t *testing.T) {
	t.Parallel()
	for _, version := range []int{1, 3} {
		echo := func(w http.ResponseWriter, r *http.Request) { // a service that repeats what it was sent, but for the signature
			header, form := r.Header.Clone(), single(r.Form)
			header.Del("Authorization")
			delete(form, "Signature")
			body, _ := json.Marshal(fmt.Sprint(header, form, canonicalOf(r), sign.StringToSignV1(r.Method, single(r.PostForm))))
			w.Header().Set("X-Echo", r.Header.Get("X-Acs-Security-Token"))
			_, _ = fmt.Fprintf(w, `{"RequestId":"R","Success":true,"Message":%s}`, body)
		}
		r := play(t, func(o *Options) { o.SignatureVersion = version }, echo)
		if _, err := r.update(t); err != nil {
			t.Fatal(err)
		}
		log := strings.Join(r.log, "\n")
		for _, secret := range []string{"test-secret", "test-key-id", "test/token", "test%2Ftoken", "test%252Ftoken"} {
			if strings.Contains(log, secret) {
				t.Errorf("version %d: the log holds %s:\n%s", version, secret, log)
			}
		}
		if !strings.Contains(log, "Signature=***") || strings.Count(log, "Signature=") != strings.Count(log, "Signature=***") {
			t.Errorf("version %d: the log shows a signature:\n%s", version, log)
		}
		if !strings.Contains(log, "JoinPermissionId=123") || !strings.Contains(log, "< 200") {
			t.Errorf("version %d: the log does not show the exchange:\n%s", version, log)
		}
	}
}

// A service, or a proxy, may repeat in one call what another one was signed with, and what its keys come from.
func TestWhatEarlierCallsWereSignedWithIsMasked(t *testing.T) {
	t.Parallel()
	known := &secret.Masker{}
	known.Add("base-key-secret")
	r := play(t, func(o *Options) { o.Secrets = known },
		fails("InvalidSecurityToken.Expired"), answers(200, success),
		answers(200, `{"RequestId":"R","Success":true,"Data":"test-secret"}`),
		answers(400, `{"Code":"X","Message":"test-secret fresh-secret base-key-secret"}`))
	for range 2 {
		if _, err := r.update(t); err != nil {
			t.Fatal(err)
		}
	}
	_, err := r.update(t)
	if err == nil || err.Message.String() != "*** *** ***" {
		t.Errorf("got %+v", err)
	}
	if log := strings.Join(r.log, "\n"); strings.Contains(log, "-secret") {
		t.Errorf("the log shows a secret:\n%s", log)
	}
}

// A proxy that opens the connection may answer in the service's place.
func TestTheProxysUserIsMasked(t *testing.T) {
	t.Parallel()
	const password = "Te+st/Pro%xy=1"
	echo := func(w http.ResponseWriter, r *http.Request) {
		sent := r.Header.Get("Proxy-Authorization") + " " + password + " " + url.QueryEscape(password)
		w.Header().Set("X-Echo", sent)
		w.WriteHeader(407)
		_, _ = fmt.Fprintf(w, `{"RequestId":"R","Code":"X","Message":%q}`, sent)
	}
	r := play(t, func(o *Options) {
		o.Transport = &http.Transport{DisableKeepAlives: true, Proxy: func(*http.Request) (*url.URL, error) {
			return &url.URL{Scheme: "http", Host: o.Endpoint.Host, User: url.UserPassword("test-user", password)}, nil
		}}
	}, echo)
	_, err := r.update(t)
	shown := err.Error() + strings.Join(r.log, "\n")
	for _, form := range []string{"Te+st", "Te%2Bst", base64.RawStdEncoding.EncodeToString([]byte("test-user:" + password))} {
		if strings.Contains(shown, form) {
			t.Errorf("%s shows: %s", form, shown)
		}
	}
	if err.Message.String() != "Basic *** *** ***" {
		t.Errorf("message %q", err.Message)
	}
}

func TestEndpointsAreReadStrictly(t *testing.T) {
	t.Parallel()
	for given, want := range map[string]string{
		"linkwan.cn-shanghai.aliyuncs.com": "https://linkwan.cn-shanghai.aliyuncs.com", "Example.TEST:8443": "https://example.test:8443", "https://example.test/": "https://example.test",
		"http://127.0.0.1:8080": "http://127.0.0.1:8080", "http://[::1]:8080": "http://[::1]:8080", "http://localhost": "http://localhost", "https://example.test:": "https://example.test",
	} {
		if got, err := ParseEndpoint(given); err != nil || got.String() != want {
			t.Errorf("%q: got %v, %v; want %s", given, got, err, want)
		}
	}
	for given, want := range map[string]string{
		"": "no host", "http://example.test": "must use https", "ftp://example.test": "must start with", "https://user:pass@example.test": "user name", "example.test/path": "path",
		"example.test?x=1": "path", "https://": "no host", "exa mple": "must be a host", "http://127.0.0.1.example.test": "must use https", "http://10.0.0.1": "must use https",
	} {
		if got, err := ParseEndpoint(given); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: got %v, %v; want an error with %q", given, got, err, want)
		}
	}
}

// Whatever a server sends, it is read or refused; never a panic, and never a message that repeats
// it unbounded.
func FuzzParseAnswer(f *testing.F) {
	for _, seed := range []string{success, `{"Success":false}`, `<E><Code>x</Code></E>`, `<a><b/><b/></a>`, "", "\xef\xbb\xbf{}", `{"RequestId":123456789012345678901234567890,"Success":1}`, `{"Data":{"List":{}}}`,
		strings.Repeat(`{"Data":`, 100), `{"Data":` + strings.Repeat("[", 40) + strings.Repeat("]", 40) + "}", "<a>" + strings.Repeat("<b>", 40), `{"Code":"\u001b]52;c;AA\u0007\u202e\u009b","Message":"\ud800\udfff"}`,
		"{\"RequestId\":\"\x9b\xff\u202e\u200b\"}", `{"RequestId":1e999999,"Data":{"TotalCount":` + strings.Repeat("9", 400) + `}}`, `{"Success":false,"Success":true,"Data":{"List":[{"RxDelay":1,"RxDelay":"\u0000"}]}}`,
		`{"Data":{"List":[{}` + strings.Repeat(",{}", 300) + `]}}`, `<!DOCTYPE E [<!ENTITY a SYSTEM "file:///etc/passwd">]><E><Code>&a;</Code></E>`, `{"Data":{"List":{"a":{"a":{"a":[]}}}}}`, "\x00", `{"AccessDeniedDetail":[[]],"Code":null}`} {
		f.Add("application/json", []byte(seed))
	}
	f.Fuzz(func(t *testing.T, contentType string, body []byte) {
		e, err := parse(contentType, body)
		if err != nil {
			if len(err.Error()) > 200 {
				t.Errorf("a message of %d bytes", len(err.Error()))
			}
			return
		}
		var page Page[joinperm.Listed]
		if json.Unmarshal(e.Data, &page) == nil {
			if _, err := json.Marshal(page); err != nil {
				t.Errorf("what was read cannot be written: %v", err)
			}
		}
	})
}
