package emulator

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"linkwanctl/internal/api/sign"
	"linkwanctl/internal/secret"
)

// The time that every test's clock shows at first.
var noon = time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)

// clock is moved by hand.
type clock struct {
	mu  sync.Mutex
	now time.Time
}

func newClock() *clock { return &clock{now: noon} }

func (c *clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

func (c *clock) add(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(d)
}

// journal keeps what an emulator logs of its requests.
type journal struct {
	mu      sync.Mutex
	entries []Entry
}

func (j *journal) add(e Entry) {
	j.mu.Lock()
	defer j.mu.Unlock()
	j.entries = append(j.entries, e)
}

func (j *journal) all() []Entry {
	j.mu.Lock()
	defer j.mu.Unlock()
	return slices.Clone(j.entries)
}

// service is an open emulator behind a real HTTP server.
type service struct {
	*Server
	url   string
	clock *clock
}

func open(t testing.TB, o Options) *service {
	t.Helper()
	c := newClock()
	if o.Data == "" {
		o.Data = filepath.Join(t.TempDir(), "state")
	}
	o.Now = c.Now
	s, err := Open(o)
	if err != nil {
		t.Fatal(err)
	}
	web := httptest.NewServer(http.HandlerFunc(s.serveLocal))
	t.Cleanup(func() {
		web.Close()
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return &service{s, web.URL, c}
}

// style is a way to put a request together.
type style struct {
	name         string
	v3, get, raw bool // raw: V3's business parameters in a form
}

func styles() []style {
	return []style{{name: "V1 form"}, {name: "V1 query", get: true}, {name: "V3 query", v3: true}, {name: "V3 form", v3: true, raw: true}, {name: "V3 GET", v3: true, get: true}}
}

// message is what a test sends. The zero value of the rest is the usual request.
type message struct {
	style
	as      secret.Credential // Owner where it is empty
	action  string            // UpdateOwnedLocalJoinPermission where it is empty
	params  map[string]string
	at      time.Time               // noon where it is zero
	nonce   string                  // a new one where it is empty
	xml     bool                    // does not ask for JSON
	unsaid  map[string]bool         // common parameters and headers that are left out before signing
	said    map[string]string       // and those that are replaced
	tamper  func(r *http.Request)   // after signing
	tamperV func(params url.Values) // V1's parameters after signing
}

var lastNonce atomic.Int64

func (m message) complete() message {
	if m.as.AccessKeyID() == "" {
		m.as = Owner()
	}
	if m.action == "" {
		m.action = "UpdateOwnedLocalJoinPermission"
	}
	if m.at.IsZero() {
		m.at = noon
	}
	if m.nonce == "" {
		m.nonce = fmt.Sprintf("nonce-%d", lastNonce.Add(1))
	}
	return m
}

// common gives a set of common parameters or headers as the test changes them.
func (m message) common(set map[string]string) map[string]string {
	maps.Copy(set, m.said)
	for name := range m.unsaid {
		delete(set, name)
	}
	return set
}

func (m message) v1(t testing.TB, base string) *http.Request {
	t.Helper()
	all := map[string]string{
		"Action": m.action, "Version": versionOf(m.action), "AccessKeyId": m.as.AccessKeyID(), "SignatureMethod": "HMAC-SHA1",
		"SignatureVersion": "1.0", "SignatureNonce": m.nonce, "Timestamp": m.at.UTC().Format(timeFormat), "Format": "JSON",
	}
	if m.xml {
		delete(all, "Format")
	}
	if m.as.SecurityToken() != "" {
		all["SecurityToken"] = m.as.SecurityToken()
	}
	all = m.common(all)
	maps.Copy(all, m.params)
	method := http.MethodPost
	if m.get {
		method = http.MethodGet
	}
	values := url.Values{}
	for name, value := range all {
		values.Set(name, value)
	}
	if !m.unsaid["Signature"] {
		values.Set("Signature", sign.SignatureV1(method, all, m.as.AccessKeySecret()))
	}
	if m.tamperV != nil {
		m.tamperV(values)
	}
	if m.get {
		return request(t, method, base+"/?"+values.Encode(), "", "")
	}
	return request(t, method, base+"/", "application/x-www-form-urlencoded", values.Encode())
}

func (m message) v3Request(t testing.TB, base string) *http.Request {
	t.Helper()
	values := url.Values{}
	for name, value := range m.params {
		values.Set(name, value)
	}
	method, target, media, body := http.MethodPost, base+"/?"+values.Encode(), "", ""
	switch {
	case m.get:
		method = http.MethodGet
	case m.raw:
		target, media, body = base+"/", "application/x-www-form-urlencoded", values.Encode()
	}
	r := request(t, method, target, media, body)
	headers := map[string]string{
		"x-acs-action": m.action, "x-acs-version": versionOf(m.action), "x-acs-date": m.at.UTC().Format(timeFormat),
		"x-acs-signature-nonce": m.nonce, "x-acs-content-sha256": sign.HashV3([]byte(body)), "accept": "application/json",
	}
	if m.xml {
		delete(headers, "accept")
	}
	if m.as.SecurityToken() != "" {
		headers["x-acs-security-token"] = m.as.SecurityToken()
	}
	signed := map[string]string{"host": r.URL.Host}
	if media != "" {
		signed["content-type"] = media
	}
	for name, value := range m.common(headers) {
		r.Header.Set(name, value)
		signed[name] = value
	}
	query := m.params
	if m.raw {
		query = nil
	}
	if !m.unsaid["authorization"] {
		r.Header.Set("Authorization", sign.AuthorizationV3(sign.Message{Method: method, Path: "/", Query: query, Header: signed, Body: []byte(body)}, m.as))
	}
	return r
}

func request(t testing.TB, method, target, media, body string) *http.Request {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), method, target, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	if media != "" {
		r.Header.Set("Content-Type", media)
	}
	return r
}

// reply is what came back.
type reply struct {
	status int
	header http.Header
	body   []byte
}

func (m message) build(t testing.TB, base string) *http.Request {
	t.Helper()
	m = m.complete()
	signed := m.v1
	if m.v3 {
		signed = m.v3Request
	}
	r := signed(t, base)
	if m.tamper != nil {
		m.tamper(r)
	}
	return r
}

// try sends a message and gives the reply or the connection's error.
func (s *service) try(t testing.TB, m message) (reply, error) {
	t.Helper()
	response, err := http.DefaultClient.Do(m.build(t, s.url))
	if err != nil {
		return reply{}, err
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	return reply{response.StatusCode, response.Header, body}, err
}

func (s *service) send(t testing.TB, m message) reply {
	t.Helper()
	r, err := s.try(t, m)
	if err != nil {
		t.Error(err) // not Fatal: goroutines of a test send too
	}
	return r
}

// into decodes a JSON reply, and fails the test for any other.
func (r reply) into(t testing.TB, document any) {
	t.Helper()
	if err := json.Unmarshal(r.body, document); err != nil {
		t.Errorf("not JSON: %v: %s", err, r.body)
	}
}

// code gives the error code of a JSON reply, "" for a success.
func (r reply) code(t testing.TB) string {
	t.Helper()
	var d struct {
		Code, Message, RequestID, HostID, Arn string
		Success                               bool
	}
	r.into(t, &d)
	if d.RequestID == "" || (d.Code == "") != (d.Success || d.Arn != "") || d.Code != "" && (d.Message == "" || d.HostID == "") {
		t.Errorf("a part is missing: %s", r.body)
	}
	return d.Code
}

func (s *service) wants(t testing.TB, code string, m message) reply {
	t.Helper()
	r := s.send(t, m)
	if got := r.code(t); got != code {
		t.Errorf("code %q, want %q: %s", got, code, r.body)
	}
	return r
}

// permission reads a permission back, over HTTP as everyone does.
func (s *service) permission(t testing.TB, id string) map[string]any {
	t.Helper()
	var d struct{ Data map[string]any }
	s.wants(t, "", message{action: "GetOwnedJoinPermission", params: map[string]string{"JoinPermissionId": id}, at: s.clock.Now()}).into(t, &d)
	return d.Data
}

func set(id string, pairs ...string) map[string]string {
	params := map[string]string{"JoinPermissionId": id}
	for len(pairs) > 1 {
		params[pairs[0]], pairs = pairs[1], pairs[2:]
	}
	return params
}

func isUpperUUID(text string) bool {
	return len(text) == 36 && strings.ToUpper(text) == text && bytes.Count([]byte(text), []byte("-")) == 4
}

// given reads parameters that are written as name=value;name=value.
func given(text string) map[string]string {
	params := map[string]string{}
	for pair := range strings.SplitSeq(text, ";") {
		if name, value, ok := strings.Cut(pair, "="); ok {
			params[name] = value
		}
	}
	return params
}

// does sends an action with the owner's key and wants a code, "" for a success.
func (s *service) does(t testing.TB, code, action, params string) reply {
	t.Helper()
	return s.doesAs(t, Owner(), code, action, params)
}

func (s *service) doesAs(t testing.TB, as secret.Credential, code, action, params string) reply {
	t.Helper()
	r := s.wants(t, code, message{as: as, action: action, params: given(params), at: s.clock.Now()})
	if code != "" && r.status != http.StatusBadRequest {
		t.Errorf("%s: status %d", code, r.status)
	}
	return r
}

// data gives the Data of a successful reply.
func (r reply) data(t testing.TB) any {
	t.Helper()
	var d struct{ Data any }
	r.into(t, &d)
	return d.Data
}

// fields gives the Data of a successful reply as an object.
func (r reply) fields(t testing.TB) map[string]any {
	t.Helper()
	fields, ok := r.data(t).(map[string]any)
	if !ok {
		t.Errorf("not an object: %s", r.body)
	}
	return fields
}

// listed gives one field of each element of a list, and its TotalCount.
func (r reply) listed(t testing.TB, field string) (values string, total int) {
	t.Helper()
	var d struct {
		Data struct {
			List       []map[string]any
			TotalCount int
		}
	}
	r.into(t, &d)
	var all []string
	for _, element := range d.Data.List {
		all = append(all, fmt.Sprint(element[field]))
	}
	if len(all) == 0 && !strings.Contains(string(r.body), `"List":[]`) {
		t.Errorf("an empty list is not []: %s", r.body)
	}
	return strings.Join(all, " "), d.Data.TotalCount
}
