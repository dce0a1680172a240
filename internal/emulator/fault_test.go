package emulator

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"net/http"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"
)

func faultsOf(t testing.TB, texts ...string) []Fault {
	t.Helper()
	var list []Fault
	for _, text := range texts {
		f, err := ParseFault(text)
		if err != nil {
			t.Fatal(err)
		}
		if f.String() != text {
			t.Errorf("%q is written %q", text, f)
		}
		list = append(list, f)
	}
	return list
}

func TestParseFaultReadsEveryPart(t *testing.T) {
	t.Parallel()
	const update = "UpdateOwnedLocalJoinPermission"
	for text, want := range map[string]Fault{
		"latency=200ms":             {kind: "latency", value: 200 * time.Millisecond},
		"reset*3":                   {kind: "reset", times: 3},
		"503@20%":                   {kind: "503", percent: 20},
		"cut@0.5%/" + update:        {kind: "cut", percent: 0.5, action: update},
		"throttle=2s*1/" + update:   {kind: "throttle", value: 2 * time.Second, times: 1, action: update},
		"throttle":                  {kind: "throttle"},
		"date=-20m":                 {kind: "date", value: -20 * time.Minute},
		"slow-body":                 {kind: "slow-body"},
		"reset-after/" + update:     {kind: "reset-after", action: update},
		"date=20m@100%/" + update:   {kind: "date", value: 20 * time.Minute, percent: 100, action: update},
		"internal-after*2147483647": {kind: "internal-after", times: 2147483647},
	} {
		want.text = text
		if got, err := ParseFault(text); err != nil || got != want {
			t.Errorf("%s: %+v, %v", text, got, err)
		}
	}
}

func TestParseFaultSaysWhatIsWrong(t *testing.T) {
	t.Parallel()
	for text, part := range map[string]string{
		"":                           "is not a kind of fault",
		"lateny=2s":                  "did you mean latency?",
		"resetafter":                 "did you mean reset-after?",
		"wibblewobble":               "known: latency, reset, ",
		"Reset":                      "did you mean reset?",
		"latency":                    "needs a duration",
		"date":                       "needs a duration",
		"latency=":                   "must be a duration",
		"latency=2":                  "must be a duration",
		"latency=-2s":                "out of range",
		"latency=0s":                 "out of range",
		"latency=25h":                "out of range",
		"throttle=-1s":               "out of range",
		"reset=1s":                   "takes no value",
		"reset*0":                    "must be a whole number",
		"reset*":                     "must be a whole number",
		"reset*3@20%":                "must be a whole number",
		"reset@20":                   "must be more than 0%",
		"reset@0%":                   "must be more than 0%",
		"reset@101%":                 "must be more than 0%",
		"reset@NaN%":                 "must be more than 0%",
		"reset/":                     "is not an action",
		"reset/GetOwnJoinPermission": "did you mean GetOwnedJoinPermission?",
		"x\x1b[31m":                  `\x1b`,
	} {
		_, err := ParseFault(text)
		if err == nil || !strings.Contains(err.Error(), part) || strings.Contains(err.Error(), "\x1b") {
			t.Errorf("%q: %v, want %q in it", text, err, part)
		}
	}
}

func TestEveryFaultKindIsParsedAndExplained(t *testing.T) {
	t.Parallel()
	for _, k := range FaultKinds() {
		text := k.Name
		if k.Value == "=DURATION" {
			text += "=1s"
		}
		if f := faultsOf(t, text)[0]; f.kind != k.Name || k.Help == "" {
			t.Errorf("%+v", k)
		}
	}
}

// What a fault does to an update: what its sender sees, and whether the class was changed all the
// same.
func TestFaultsSpoilTheAnswerAndTellWhetherTheActionHappened(t *testing.T) {
	t.Parallel()
	for fault, want := range map[string]struct {
		carriedOut bool
		seen       func(r reply, err error) bool
	}{
		"reset":       {false, func(_ reply, err error) bool { return isReset(err) }},
		"reset-after": {true, func(_ reply, err error) bool { return isReset(err) }},
		"cut": {true, func(r reply, err error) bool {
			return errors.Is(err, io.ErrUnexpectedEOF) && bytes.HasPrefix(r.body, []byte(`{"Req`)) && r.status == 200
		}},
		"503": {false, func(r reply, _ error) bool { return r.status == 503 && r.code(t) == codeUnavailable }},
		"html": {false, func(r reply, _ error) bool {
			return r.status == 502 && bytes.HasPrefix(r.body, []byte("<html>")) && r.header.Get("Content-Type") == "text/html"
		}},
		"throttle": {false, func(r reply, _ error) bool {
			return r.status == 400 && r.code(t) == codeThrottled && r.header.Get("x-acs-retry-after") == ""
		}},
		"throttle=2s": {false, func(r reply, _ error) bool {
			return r.code(t) == codeThrottled && r.header.Get("x-acs-retry-after") == "2000"
		}},
		"empty": {true, func(r reply, err error) bool { return r.status == 200 && err == nil && len(r.body) == 0 }},
		"garbage": {true, func(r reply, err error) bool {
			return r.status == 200 && err == nil && bytes.ContainsRune(r.body, 0x1b)
		}},
		"false": {false, func(r reply, _ error) bool {
			return r.status == 200 && strings.HasSuffix(string(r.body), `,"Success":false}`)
		}},
		"xml":            {true, func(r reply, _ error) bool { return strings.Contains(string(r.body), "<Success>true</Success>") }},
		"internal":       {false, func(r reply, _ error) bool { return r.status == 400 && r.code(t) == codeInternal }},
		"internal-after": {true, func(r reply, _ error) bool { return r.status == 400 && r.code(t) == codeInternal }},
		"slow-body=24h":  {true, func(r reply, _ error) bool { return r.code(t) == "" }},
		"latency=24h":    {true, func(r reply, _ error) bool { return r.code(t) == "" }},
		"date=1m":        {true, func(r reply, _ error) bool { return r.header.Get("Date") == "Mon, 23 Nov 2026 12:01:00 GMT" }},
	} {
		t.Run(fault, func(t *testing.T) {
			t.Parallel()
			s := open(t, Options{Faults: faultsOf(t, fault+"*1")})
			var waited time.Duration
			s.wait = func(_ <-chan struct{}, d time.Duration) bool { waited += d; return true }
			// POST: net/http would send a GET anew by itself.
			r, err := s.try(t, message{params: set("123", "ClassMode", "C")})
			if !want.seen(r, err) {
				t.Errorf("status %d, %v, %v: %q", r.status, err, r.header, r.body)
			}
			if got := s.permission(t, "123")["ClassMode"]; (got == "C") != want.carriedOut {
				t.Errorf("the class is %v", got)
			}
			if strings.HasSuffix(fault, "24h") != (waited == 24*time.Hour) {
				t.Errorf("waited %s", waited)
			}
		})
	}
}

func TestGivenUpDelayEndsTheConnection(t *testing.T) {
	t.Parallel()
	for _, fault := range []string{"latency=24h", "slow-body=24h"} {
		s := open(t, Options{Faults: faultsOf(t, fault)})
		s.wait = func(<-chan struct{}, time.Duration) bool { return false } // done came first
		if _, err := s.try(t, message{params: set("123")}); err == nil {
			t.Errorf("%s: an answer came", fault)
		}
	}
}

func TestCutAndXMLGoTogether(t *testing.T) {
	t.Parallel()
	s := open(t, Options{Faults: faultsOf(t, "xml", "cut")})
	r, err := s.try(t, message{params: set("123")})
	if !errors.Is(err, io.ErrUnexpectedEOF) || !bytes.HasPrefix(r.body, []byte("<?xml")) {
		t.Errorf("%v: %q", err, r.body)
	}
}

func TestNumberedFaultsFollowEachOther(t *testing.T) {
	t.Parallel()
	s := open(t, Options{Faults: faultsOf(t, "throttle*2", "503*1/GetOwnedJoinPermission", "internal*1", "false*1")})
	var got []string
	for range 6 {
		var d struct {
			Code    string
			Success bool
		}
		s.send(t, message{params: set("123")}).into(t, &d)
		if !d.Success && d.Code == "" {
			d.Code = "false"
		}
		got = append(got, d.Code)
	}
	if want := []string{codeThrottled, codeThrottled, codeInternal, "false", "", ""}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	s.wants(t, codeUnavailable, message{action: "GetOwnedJoinPermission", params: set("123")})
	s.wants(t, "", message{action: "GetOwnedJoinPermission", params: set("123")})
}

func TestShareIsDrawnFromTheSource(t *testing.T) {
	t.Parallel()
	// Sixteen bytes a draw: one for the request ID, one for the share.
	draw := func(share byte) string { return strings.Repeat("\x01", 16) + strings.Repeat(string([]byte{share}), 16) }
	s := open(t, Options{Faults: faultsOf(t, "503@50%"), Random: strings.NewReader(draw(0x7f) + draw('\x80'))})
	s.wants(t, codeUnavailable, message{params: set("123")}) // 0x7f7f… is 49.8 %
	s.wants(t, "", message{params: set("123")})              // 0x8080… is 50.2 %
}

func TestShareIsAboutThatManyOfMany(t *testing.T) {
	t.Parallel()
	s := open(t, Options{})
	f := newFaults(faultsOf(t, "reset@20%"))
	hits := 0
	for range 2000 {
		if f.draw("any", s.random.percent).deciding.kind == faultReset {
			hits++
		}
	}
	if hits < 300 || hits > 500 {
		t.Errorf("%d of 2000 are not about 20 %%", hits)
	}
}

// A client whose clock is right sees it refused, takes the service's from the Date header, and is
// let in.
func TestShiftedClockCanBeFollowed(t *testing.T) {
	t.Parallel()
	for _, shift := range []string{"date=20m", "date=-20m"} {
		s := open(t, Options{Faults: faultsOf(t, shift)})
		for _, v3 := range []bool{false, true} {
			m := message{style: style{v3: v3}, params: set("123")}
			r := s.wants(t, codeTimeExpired, m)
			told, err := http.ParseTime(r.header.Get("Date"))
			if err != nil {
				t.Fatal(err)
			}
			m.at = told
			s.wants(t, "", m)
		}
	}
}

func TestFaultOfAnXMLRequestIsXML(t *testing.T) {
	t.Parallel()
	s := open(t, Options{Faults: faultsOf(t, "503")})
	var d struct {
		XMLName xml.Name `xml:"Error"`
		Code    string
	}
	if err := xml.Unmarshal(s.send(t, message{xml: true, params: set("123")}).body, &d); err != nil || d.Code != codeUnavailable {
		t.Errorf("%+v, %v", d, err)
	}
}

// isReset reports whether the other side has broken a connection off.
func isReset(err error) bool {
	const onWindows = syscall.Errno(10054) // WSAECONNRESET
	return errors.Is(err, syscall.ECONNRESET) || errors.Is(err, onWindows)
}
