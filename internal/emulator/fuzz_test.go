package emulator

import (
	"encoding/json"
	"encoding/xml"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"strings"
	"testing"

	"linkwanctl/internal/api/sign"
)

// Whatever arrives, the answer is well-formed JSON or XML with a request ID.
func FuzzHandler(f *testing.F) {
	f.Add("POST", "/", "Action=GetOwnedJoinPermission&Version=2019-03-01", "", "application/x-www-form-urlencoded", "", uint8(0))
	f.Add("GET", "/", "JoinPermissionId=123&JoinPermissionName=\x00\xff&Format=JSON", "", "", "", uint8(1))
	f.Add("POST", "/", "", "Limit=1&Offset=2&Enabled=x", "application/x-www-form-urlencoded; charset=x", "ListOwnedJoinPermissions", uint8(2))
	f.Add("POST", "/x", "a=%zz;b", "\x00", "multipart/form-data", "ACS3-HMAC-SHA256 Credential=,=,,;", uint8(3))
	f.Add("POST", "/", "JoinPermissionName=fuzzed&ClassMode=A&FreqBandPlanGroupId=101&UseDefaultJoinEui=true&RxDelay=1", "", "", "CreateLocalJoinPermission", uint8(2))
	f.Add("POST", "/", "JoinPermissionId=123&RenterAliyunId=some-user", "", "", "SubmitJoinPermissionAuthOrder", uint8(2))
	f.Add("POST", "/", "OrderId=5001", "", "", "CancelJoinPermissionAuthOrder", uint8(2))
	f.Add("GET", "/", "JoinPermissionId=123&Limit=100&Offset=0&FuzzyDevEui=\xff&SortingField=LAST_JOIN_MILLIS", "", "", "ListNodesByOwnedJoinPermissionId", uint8(1))
	f.Add("GET", "/", "Limit=100&Offset=0&Type=LOCAL&BoundNodeGroup=true", "", "", "ListRentedJoinPermissions", uint8(1))
	f.Add("POST", "/", "JoinPermissionName=\x1b\u202e\u009b&ClassMode=\xff", "", "", "CreateLocalJoinPermission", uint8(2))
	f.Add("GET", "/", strings.Repeat("Limit=1&", 200)+"Limit="+strings.Repeat("9", 400)+"&Offset=1e999999&Action=\x1b", "", "", "ListOwnedJoinPermissions", uint8(1))
	f.Add("GET", "/", "Limit=3&OffSet=2&GwEui=d896e0ffff000001&Ascending=false", "", "", "ListGatewayOnlineRecords", uint8(2))
	f.Add("POST", "/", "PageNumber=2147483647&PageSize=200&BeginMillis=-9&EndMillis=9223372036854775807&Base64EncodedMacPayload=\x00&LogMillis=1", "", "", "ListNodeTransferPacketPaths", uint8(1))
	f.Add("POST", "/", "State.1=APPLYING&State.2=\xff&State.9=x", "", "", "ListNodeTupleOrders", uint8(2))
	f.Add("POST", "/downloads/x.csv", "", "", "", "GetNodeTuplesDownloadUrl", uint8(2))
	s, err := Open(Options{Data: filepath.Join(f.TempDir(), "state"), Now: newClock().Now})
	if err != nil {
		f.Fatal(err)
	}
	f.Cleanup(func() { _ = s.Close() })
	f.Fuzz(func(t *testing.T, method, path, query, body, media, text string, how uint8) {
		r, err := http.NewRequestWithContext(t.Context(), method, "http://127.0.0.1/", strings.NewReader(body))
		if err != nil {
			return
		}
		r.URL.Path, r.URL.RawQuery = path, query
		r.Header.Set("Content-Type", media)
		switch how % 4 {
		case 1: // reaches the actions, by version 1
			r.Method, r.URL.Path, r.Body = http.MethodGet, "/", http.NoBody
			r.URL.RawQuery = signedQuery(query, text)
		case 2: // and by version 3
			r = message{style: style{v3: true}, action: text, params: parsed(query)}.build(t, "http://127.0.0.1")
		case 3:
			r.Header.Set("Authorization", text)
			r.Header.Set("x-acs-action", "GetOwnedJoinPermission")
		}
		w := httptest.NewRecorder()
		s.ServeHTTP(w, r)
		checkDocument(t, w)
	})
}

func parsed(query string) map[string]string {
	values, _ := url.ParseQuery(query)
	return first(values)
}

func signedQuery(query, action string) string {
	m := message{action: action}.complete()
	all := map[string]string{
		"Action": m.action, "Version": apiVersion, "AccessKeyId": m.as.AccessKeyID(), "SignatureMethod": "HMAC-SHA1",
		"SignatureVersion": "1.0", "SignatureNonce": m.nonce, "Timestamp": noon.Format(timeFormat),
	}
	values := url.Values{}
	for name, value := range parsed(query) {
		if all[name] == "" {
			all[name] = value
		}
	}
	for name, value := range all {
		values.Set(name, value)
	}
	values.Set("Signature", sign.SignatureV1("GET", all, m.as.AccessKeySecret()))
	return values.Encode()
}

func checkDocument(t *testing.T, w *httptest.ResponseRecorder) {
	t.Helper()
	body := w.Body.String()
	if w.Code != 200 && w.Code != 400 && w.Code != 404 && w.Code != 413 {
		t.Errorf("status %d: %s", w.Code, body)
	}
	if !strings.Contains(body, "RequestId") {
		t.Errorf("no request ID: %q", body)
	}
	if strings.HasPrefix(w.Header().Get("Content-Type"), "application/json") {
		if !json.Valid([]byte(body)) {
			t.Errorf("not JSON: %q", body)
		}
		return
	}
	decoder := xml.NewDecoder(strings.NewReader(body))
	for {
		if _, err := decoder.Token(); errors.Is(err, io.EOF) {
			return
		} else if err != nil {
			t.Fatalf("not XML: %v: %q", err, body)
		}
	}
}

// What is read is written as it was, and reads the same again.
func FuzzParseFault(f *testing.F) {
	for _, text := range []string{"latency=200ms", "reset*3", "503@20%/GetOwnedJoinPermission", "date=-20m@1e-3%", "*@/=", "", "latency=" + strings.Repeat("9", 400) + "h", "503@1e999999%", "reset*" + strings.Repeat("9", 30), "\x1b\u202e", "\xff\u009b@\x00"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		parsed, err := ParseFault(text)
		if err != nil {
			if strings.ContainsFunc(err.Error(), func(r rune) bool { return r < ' ' || r == 0x7f }) {
				t.Errorf("a control character in %q", err)
			}
			return
		}
		again, err := ParseFault(parsed.String())
		if err != nil || again != parsed || parsed.value.Hours() > 24 || parsed.times < 0 || parsed.percent < 0 || parsed.percent > 100 {
			t.Errorf("%q becomes %+v and %+v, %v", text, parsed, again, err)
		}
	})
}
