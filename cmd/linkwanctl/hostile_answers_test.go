//go:build unix

package main

import (
	"bufio"
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
)

// answered gives a victim whose service answers everything alike.
func answered(t *testing.T, status int, kind, body string) *victim {
	t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", kind)
		w.WriteHeader(status)
		_, _ = w.Write([]byte(body))
	}))
	t.Cleanup(server.Close)
	return newVictim(t, "LINKWANCTL_ENDPOINT="+server.URL, "ALIBABA_CLOUD_ACCESS_KEY_ID=test-key-id", "ALIBABA_CLOUD_ACCESS_KEY_SECRET=test-secret")
}

// listOf is a list whose one item has the same value everywhere.
func listOf(value string) string {
	var item strings.Builder
	for _, name := range []string{
		"JoinPermissionId", "JoinPermissionName", "Type", "ClassMode", "FreqBandPlanGroupId", "RxDelay", "DataRate", "JoinEui", "Enabled", "OwnerAliyunId",
		"RenterAliyunId", "AuthState", "BoundNodeGroupName", "NodesCnt", "CreateMillis",
	} {
		fmt.Fprintf(&item, "%q:%s,", name, value)
	}
	return `{"RequestId":` + value + `,"Success":true,"Data":{"TotalCount":1,"List":[{` + item.String() + `"DataDispatchConfig":{"k":[` + value + `]}}]}}`
}

// Whatever the values of a list are, no form prints them raw, and JSON is JSON.
func TestNoValueOfAListHarms(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		t.Skip("huge inputs take long under the race detector")
	}
	values := map[string]string{
		"terminal escapes":          `"` + nasty + `"`,
		"escaped terminal escapes":  `"` + inJSON(nasty) + `"`,
		"no UTF-8":                  `"` + strings.ReplaceAll(rawNasty, "\x00", "") + `"`,
		"lone surrogates":           `"\ud800 \udc00\ud800"`,
		"long numbers":              strings.Repeat("9", 20_000),
		"vast exponents":            "1e999999",
		"formulas and line breaks":  `"=cmd|'/c calc'!A1\r\n\t\"\\"`,
		"what may not be converted": `"\u0000"`,
	}
	for _, name := range slices.Sorted(maps.Keys(values)) {
		for _, form := range []string{"table", "csv", "json", "yaml"} {
			t.Run(name+" as "+form, func(t *testing.T) {
				t.Parallel()
				v := answered(t, 200, "application/json", listOf(values[name]))
				for _, more := range [][]string{{"--debug"}, {"--rented", "--query", "[]"}} {
					got := v.run(t, []int{0, 8}, append([]string{"joinperm", "list", "-o", form}, more...)...)
					if form == "json" && !isJSON(got.stdout) {
						t.Errorf("no JSON: %.500q", got.stdout)
					}
				}
			})
		}
	}
}

// A row that is a megabyte wide makes no other row as wide.
func TestOneWideCellCostsNoMoreThanItself(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		t.Skip("huge inputs take long under the race detector")
	}
	row := func(name string) string {
		return `{"JoinPermissionId":"1` + name + `","JoinPermissionName":"` + name + `"}`
	}
	var rows []string
	for i := range 98 { // one page that is not full: this service ignores Offset
		rows = append(rows, row(fmt.Sprint(i)))
	}
	rows = append(rows, row(almost()[:1<<20]))
	v := answered(t, 200, "application/json", `{"RequestId":"R","Success":true,"Data":{"TotalCount":99,"List":[`+strings.Join(rows, ",")+`]}}`)
	for _, form := range []string{"table", "csv", "json", "yaml"} {
		if got := v.run(t, []int{0}, "joinperm", "list", "-o", form); len(got.stdout) > 20<<20 {
			t.Errorf("%s: %d bytes", form, len(got.stdout))
		}
	}
}

// Whatever an answer is, it ends in a documented exit code and few words.
func TestNoAnswerHarms(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		t.Skip("huge inputs take long under the race detector")
	}
	failure := func(value string) string {
		return `{"RequestId":` + value + `,"HostId":` + value + `,"Code":` + value + `,"Message":` + value + `,"Recommend":` + value + `,"AccessDeniedDetail":{"AuthAction":` + value + `}}`
	}
	const entities = `<!DOCTYPE E [<!ENTITY a "haha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c SYSTEM "file:///etc/passwd">]><E><Code>&b;</Code><Message>&c;</Message></E>`
	for _, c := range []struct {
		name   string
		status int
		kind   string
		body   string
		codes  []int
	}{
		{"terminal escapes in a failure", 400, "application/json", failure(`"` + inJSON(nasty) + `"`), []int{4}},
		{"no UTF-8 in a failure", 400, "application/json", failure(`"` + strings.ReplaceAll(strings.ReplaceAll(rawNasty, "\x00", ""), "\x1b", "") + `"`), []int{4, 8}},
		{"huge texts in a failure", 403, "application/json", failure(`"` + almost()[:1<<20] + `"`), []int{4}},
		{"a message of many lines", 404, "application/json", `{"Code":"NonExistent","Message":"` + strings.Repeat(`\n`, 1<<17) + `"}`, []int{6}},
		{"a huge request ID of a success", 200, "application/json", `{"Success":true,"RequestId":"` + almost()[:1<<20] + `"}`, []int{0}},
		{"more than is read", 200, "application/json", `{"Success":true,"RequestId":"` + string(huge()) + `"}`, []int{8}},
		{"deep JSON", 200, "application/json", `{"Success":true,"Data":` + string(deep("[", 100_000)), []int{8}},
		{"deep sound JSON", 200, "application/json", `{"Success":true,"Data":` + string(deep(`{"a":`, 5_000)) + "1" + string(deep("}", 5_001)), []int{8}},
		{"many items", 200, "application/json", `{"Success":true,"Data":{"TotalCount":1,"List":[{}` + strings.Repeat(",{}", 1<<20) + `]}}`, []int{8}},
		{"many keys", 200, "application/json", `{"Success":true` + strings.Repeat(`,"Code":"a"`, 700_000) + `}`, []int{8}},
		{"keys that stand twice", 200, "application/json", `{"Success":false,"Success":true,"Data":1,"Data":2}`, []int{8}},
		{"a total that is no number", 200, "application/json", `{"Success":true,"Data":{"TotalCount":` + strings.Repeat("9", 1_000_000) + `,"List":[]}}`, []int{0, 8}},
		{"deep XML", 200, "text/xml", string(deep("<a>", 100_000)), []int{8}},
		{"XML entities", 400, "text/xml", entities, []int{8}},
		{"terminal escapes in XML", 400, "text/xml", "<E><Code>" + strings.ReplaceAll(strings.ReplaceAll(nasty, "\x1b", ""), "\x07", "&#x9b;") + "</Code></E>", []int{4, 8}},
		{"many elements", 200, "text/xml", "<R>" + strings.Repeat("<a/>", 1<<20) + "</R>", []int{8}},
		{"many attributes", 200, "text/xml", `<R` + strings.Repeat(` a="1"`, 1<<20) + "></R>", []int{8}},
		{"a huge text in XML", 400, "text/xml", "<E><Code>" + almost()[:1_000_000] + "</Code></E>", []int{4}},
		{"a huge XML", 400, "text/xml", "<E><Code>" + almost() + "</Code></E>", []int{8}},
		{"NULs", 200, "application/json", string(deep("\x00", 7<<20)), []int{8}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			v := answered(t, c.status, c.kind, c.body)
			v.run(t, c.codes, "joinperm", "update", "123", "--class-mode", "A", "--debug")
			got := v.run(t, append(c.codes, 8), "joinperm", "list", "-o", "json")
			if !isJSON(got.stderr) {
				t.Errorf("no JSON: %.500q", got.stderr)
			}
		})
	}
}

// A server that is none of net/http's: its headers are anything.
func TestNoHeaderHarms(t *testing.T) {
	t.Parallel()
	const success = "\r\n{\"RequestId\":\"R\",\"Success\":true}"
	for name, answer := range map[string]string{
		"terminal escapes in a header": "HTTP/1.1 200 OK\r\nX-A: " + strings.ReplaceAll(nasty, "\r", "") + "\r\n" + success,
		"no UTF-8 in a header":         "HTTP/1.1 200 \x9b31m\r\nX-A: \x9b\xff\r\n" + success,
		"a huge header":                "HTTP/1.1 200 OK\r\nX-A: " + almost() + "\r\n" + success,
		"a huge status":                "HTTP/1.1 200 " + almost() + "\r\n" + success,
		"terminal escapes in a status": "HTTP/1.1 \x1b[31m\r\n" + success,
		"no HTTP":                      nasty + rawNasty,
		"waits that are no numbers":    "HTTP/1.1 429 X\r\nx-acs-retry-after: 1e999\r\nRetry-After: NaN\r\nx-ratelimit-user: TimeLeft:-Inf\r\n" + success,
		"a wait to the end of time":    "HTTP/1.1 503 X\r\nDate: Mon, 01 Jan 0001 00:00:00 GMT\r\nRetry-After: Fri, 31 Dec 9999 23:59:59 GMT\r\n" + success,
		"many informational answers":   strings.Repeat("HTTP/1.1 103 X\r\nLink: x\r\n\r\n", 10_000) + "HTTP/1.1 200 OK\r\n" + success,
		"a redirect to a terminal":     "HTTP/1.1 302 X\r\nLocation: http://\x1b[31m/\r\n" + success,
		"a length that is none":        "HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999\r\n" + success,
		"chunks that are none":         "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\n",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			v := newVictim(t, "LINKWANCTL_ENDPOINT=http://"+raw(t, func(*http.Request) string { return answer }), "ALIBABA_CLOUD_ACCESS_KEY_ID=test-key-id", "ALIBABA_CLOUD_ACCESS_KEY_SECRET=test-secret")
			v.run(t, []int{0, 7, 8}, "joinperm", "update", "123", "--class-mode", "A", "--debug")
		})
	}
}

// raw answers every connection with bytes of the test's own, once its request has come.
func raw(t *testing.T, answer func(*http.Request) string) (address string) {
	t.Helper()
	listener := listen(t)
	go func() {
		for {
			connection, err := listener.Accept()
			if err != nil {
				return
			}
			if request, err := http.ReadRequest(bufio.NewReader(connection)); err == nil {
				_, _ = io.WriteString(connection, answer(request))
			}
			_ = connection.Close()
		}
	}()
	return listener.Addr().String()
}
