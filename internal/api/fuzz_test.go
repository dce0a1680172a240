package api

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"
	"time"
)

// Whatever XML a server sends becomes JSON within the limits of an answer, or a short refusal.
func FuzzXML(f *testing.F) {
	for _, seed := range []string{
		"<E><Code>x</Code></E>", "<a><b/><b>1</b><c><d/></c></a>", strings.Repeat("<a>", 40), "<a>" + strings.Repeat("<b/>", 100), `<a b="1" b="2"/>`,
		`<!DOCTYPE E [<!ENTITY a "haha"><!ENTITY c SYSTEM "file:///etc/passwd">]><E>&a;&c;</E>`, "<E>\x1b[31m\u202e\x9b</E>", "<E>&#x1b;&#0;&#xD800;</E>",
		"<?xml version='1.0' encoding='GBK'?><E/>", "<a:b xmlns:a='x'><a:c/></a:b>", "<![CDATA[x]]>", "<a><![CDATA[\u0085]]></a>", "<\u202e/>", "",
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		tree, err := fromXML(body)
		if err != nil {
			if len(err.Error()) > 200 {
				t.Errorf("a message of %d bytes", len(err.Error()))
			}
			return
		}
		if !json.Valid(tree) || tree[0] != '{' {
			t.Fatalf("%q became %q", body, tree)
		}
		if _, err := parse("", body); err != nil && measure(tree) == nil && !isHTML(body) && body[0] == '<' && strings.Contains(err.Error(), "XML") {
			t.Errorf("%q is XML, and then it is not: %v", body, err)
		}
	})
}

// Whatever an answer's headers ask for, it is no time before now and none beyond a day.
func FuzzAskedWait(f *testing.F) {
	f.Add("2000", "", "", "")
	f.Add("", "Limit:1,Remain:0,TimeLeft:2000", "", "")
	f.Add("1e999", "TimeLeft:-Inf,Remain:NaN", "NaN", "")
	f.Add("", "", "Fri, 31 Dec 9999 23:59:59 GMT", "Mon, 01 Jan 0001 00:00:00 GMT")
	f.Add("", "", "Fri, 31 Dec 9999 23:59:59 GMT", "")
	f.Add("0x1p-1", "TimeLeft:", " 3 ", "x")
	f.Fuzz(func(t *testing.T, after, user, standard, date string) {
		header := http.Header{}
		header.Set("x-acs-retry-after", after)
		header.Set("x-ratelimit-user", user)
		header.Set("Retry-After", standard)
		header.Set("Date", date)
		if wait := askedWait(header, dateOf(header)); wait < 0 || wait > 24*time.Hour {
			t.Errorf("it is %v", wait)
		}
	})
}

// An endpoint that is taken is https or this machine, holds no user, and reads the same again.
func FuzzParseEndpoint(f *testing.F) {
	for _, seed := range []string{
		"linkwan.cn-shanghai.aliyuncs.com", "HTTP://[::1]:80/", "http://127.0.0.1:", "https://a@b", "http://localhost.evil.example", "https://a\x00", "a\u202eb", "//", "https://%31/",
		"http://127.1", "http://0177.0.0.1", "http://[::ffff:127.0.0.1]", "https://[fe80::1%25a]", "a:99999999", strings.Repeat("a", 300), "https://\\", "file:///", "a?b", "a#b",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		e, err := ParseEndpoint(text)
		if err != nil {
			return
		}
		if e.Scheme != "https" && (e.Scheme != "http" || !strings.Contains(e.Host, "localhost") && !strings.ContainsAny(e.Host, ":.")) || strings.ContainsAny(e.Host, "@/?#\\ ") {
			t.Errorf("%q is taken as %+v", text, e)
		}
		if again, err := ParseEndpoint(e.String()); err != nil || again != e {
			t.Errorf("%q is %+v, and that %+v, %v", text, e, again, err)
		}
		if _, err := http.NewRequestWithContext(t.Context(), http.MethodPost, e.url(), http.NoBody); err != nil {
			t.Errorf("%q cannot be called: %v", text, err)
		}
	})
}
