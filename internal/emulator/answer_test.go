package emulator

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"errors"
	"io"
	"net/http"
	"slices"
	"strings"
	"testing"

	"linkwanctl/internal/secret"
)

func TestAnswerHasTheFormThatWasAskedFor(t *testing.T) {
	t.Parallel()
	s := open(t, Options{})
	for _, c := range []struct {
		name string
		json bool
		message
	}{
		{"V1 with Format=JSON", true, message{}},
		{"V1 with Format=json", true, message{said: map[string]string{"Format": "json"}}},
		{"V1 with Format=XML", false, message{said: map[string]string{"Format": "XML"}}},
		{"V1 without Format", false, message{xml: true}},
		{"V3 that accepts JSON", true, message{style: style{v3: true}}},
		{"V3 that accepts JSON among others", true, message{style: style{v3: true}, said: map[string]string{"accept": "text/xml, application/json;q=0.9"}}},
		{"V3 that accepts anything", false, message{style: style{v3: true}, said: map[string]string{"accept": "*/*"}}},
	} {
		for _, ok := range []bool{true, false} {
			c.params = set("999")
			want := `<Error><RequestId>`
			if ok {
				c.params, want = set("123"), `<UpdateOwnedLocalJoinPermissionResponse><RequestId>`
			}
			r := s.send(t, c.message)
			media, want2 := "text/xml;charset=utf-8", `<?xml version="1.0" encoding="UTF-8"?>`+"\n"+want
			if c.json {
				media, want2 = "application/json;charset=utf-8", `{"RequestId":"`
			}
			if !strings.HasPrefix(string(r.body), want2) || r.header.Get("Content-Type") != media {
				t.Errorf("%s: %s: %s", c.name, r.header.Get("Content-Type"), r.body)
			}
		}
	}
}

func TestXMLRepeatsAListsElement(t *testing.T) {
	t.Parallel()
	s := open(t, Options{})
	var d struct {
		XMLName   xml.Name `xml:"ListOwnedJoinPermissionsResponse"`
		RequestID string   `xml:"RequestId"`
		Success   bool
		Data      struct {
			List []struct {
				JoinPermissionID string `xml:"JoinPermissionId"`
				Name             string `xml:"JoinPermissionName"`
				RxDelay          int
			}
			TotalCount int
		}
	}
	r := s.send(t, message{xml: true, action: "ListOwnedJoinPermissions", params: map[string]string{"Limit": "9", "Offset": "0"}})
	if err := xml.Unmarshal(r.body, &d); err != nil {
		t.Fatalf("%v: %s", err, r.body)
	}
	if l := d.Data.List; !d.Success || d.Data.TotalCount != 3 || len(l) != 3 || l[0].Name != "凭证1" || l[2].JoinPermissionID != "125" || l[2].RxDelay != 5 {
		t.Errorf("read %+v", d)
	}
}

func TestXMLOfADocument(t *testing.T) {
	t.Parallel()
	for document, want := range map[string]string{
		`{"A":1,"B":true,"C":"x<&>\u0001"}`: "<R><A>1</A><B>true</B><C>x&lt;&amp;&gt;\uFFFD</C></R>",
		`{"L":[{"A":1},{"A":2}],"N":null}`:  "<R><L><A>1</A></L><L><A>2</A></L></R>",
		`{"L":[],"O":{}}`:                   "<R><O></O></R>",
		`{"Big":12345678901234567890}`:      "<R><Big>12345678901234567890</Big></R>",
	} {
		got := string(encodeXML("R", []byte(document)))
		if got != `<?xml version="1.0" encoding="UTF-8"?>`+"\n"+want {
			t.Errorf("%s becomes %s", document, got)
		}
	}
}

func TestErrorTellsItsRequestAndHost(t *testing.T) {
	t.Parallel()
	s := open(t, Options{Random: strings.NewReader(strings.Repeat("\xff", 16))})
	r := s.send(t, message{params: set("999")})
	want := `{"RequestId":"FFFFFFFF-FFFF-4FFF-BFFF-FFFFFFFFFFFF","HostId":"` + strings.TrimPrefix(s.url, "http://") +
		`","Code":"NonExistent","Message":"The specified resource does not exist."}`
	if string(r.body) != want {
		t.Errorf("got  %s\nwant %s", r.body, want)
	}
	if r.header.Get("x-acs-request-id") != "FFFFFFFF-FFFF-4FFF-BFFF-FFFFFFFFFFFF" {
		t.Errorf("header %v", r.header)
	}
	// The source is at its end: an answer comes all the same.
	s.send(t, message{params: set("999")})
}

func TestBodyIsBounded(t *testing.T) {
	t.Parallel()
	s := open(t, Options{})
	long := message{style: style{v3: true}, params: set("123"), tamper: func(r *http.Request) {
		r.Body = io.NopCloser(bytes.NewReader(make([]byte, 1<<20+1)))
		r.ContentLength = 1<<20 + 1
	}}
	if r := s.wants(t, codeTooLarge, long); r.status != http.StatusRequestEntityTooLarge {
		t.Errorf("status %d", r.status)
	}
}

func TestTroubleOfItsOwnIsAnInternalErrorWithoutDetails(t *testing.T) {
	t.Parallel()
	var log journal
	s := open(t, Options{Log: log.add})
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	r := s.wants(t, codeInternal, message{params: set("123")})
	if strings.Contains(string(r.body), "database") || log.all()[0].Err == nil {
		t.Errorf("%s, %+v", r.body, log.all())
	}
}

func TestEveryCodeHasAMessage(t *testing.T) {
	t.Parallel()
	for code, message := range messages() {
		if f := refuse(code); f.message != message || message == "" || f.Error() != code+": "+message {
			t.Errorf("%s: %q", code, f.message)
		}
	}
	if f, ok := errors.AsType[*failure](error(refuse(codeUnavailable))); !ok || f.status != http.StatusServiceUnavailable {
		t.Error("ServiceUnavailable is not 503")
	}
}

func TestLogAndCountsTellOfEveryRequest(t *testing.T) {
	t.Parallel()
	var log journal
	f, err := ParseFault("reset*1/ListFreqBandPlanGroups")
	if err != nil {
		t.Fatal(err)
	}
	s := open(t, Options{Log: log.add, Faults: []Fault{f}})
	s.wants(t, "", message{params: set("123")})
	s.wants(t, codeNonExistent, message{params: set("999")})
	s.wants(t, codeNoAPI, message{action: "Evil\x1b[31m"})
	s.wants(t, codeNoKey, message{as: secret.New("test-key-id", "test-secret", ""), params: set("123")})
	if _, err := s.try(t, message{style: style{v3: true}, action: "ListFreqBandPlanGroups"}); err == nil {
		t.Error("no reset")
	}
	const update = "UpdateOwnedLocalJoinPermission"
	want := []Entry{
		{noon, update, ownerAccount, "", 200, "", nil},
		{noon, update, ownerAccount, codeNonExistent, 400, "", nil},
		{noon, Unknown, "", codeNoAPI, 404, "", nil},
		{noon, update, "", codeNoKey, 404, "", nil},
		{noon, "ListFreqBandPlanGroups", "", "", 0, "reset*1/ListFreqBandPlanGroups", nil},
	}
	entries := log.all()
	if !slices.Equal(entries, want) {
		t.Errorf("logged\n%+v, want\n%+v", entries, want)
	}
	text, _ := json.Marshal(entries)
	for _, secret := range []string{Owner().AccessKeySecret(), Owner().AccessKeyID(), "nonce-"} {
		if bytes.Contains(text, []byte(secret)) {
			t.Errorf("the log holds %q", secret)
		}
	}
	if got := s.Requests(); got[update] != 3 || got[Unknown] != 1 || got["ListFreqBandPlanGroups"] != 1 {
		t.Errorf("counted %v", got)
	}
}
