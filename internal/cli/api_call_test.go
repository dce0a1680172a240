package cli

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
)

// answering is a service that answers every request with the same, and keeps the queries.
func answering(t *testing.T, answer http.HandlerFunc) (env map[string]string, queries *[]string) {
	t.Helper()
	queries = &[]string{}
	var lock sync.Mutex // pages are read side by side
	env = answeredBy(t, func(w http.ResponseWriter, r *http.Request) {
		lock.Lock()
		*queries = append(*queries, r.Header.Get("X-Acs-Action")+" "+r.Header.Get("X-Acs-Version")+"?"+r.URL.RawQuery)
		lock.Unlock()
		answer(w, r)
	})
	return env, queries
}

func says(document string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) { _, _ = fmt.Fprint(w, document) }
}

// previewOf are the parameters that a call would send.
func previewOf(t *testing.T, got outcome) string {
	t.Helper()
	if got.code != exitDone {
		t.Fatalf("got %+v", got)
	}
	var preview struct{ Parameters map[string]string }
	if err := json.Unmarshal([]byte(got.stdout), &preview); err != nil {
		t.Fatal(err)
	}
	return asJSON(t, preview.Parameters)
}

// Parameters are taken in any case, lists in both spellings, and the arguments win over the file.
func TestParametersOfACall(t *testing.T) {
	t.Parallel()
	input := filepath.Join(t.TempDir(), "input")
	for _, c := range []struct{ line, file, want string }{
		{"GetOwnedJoinPermission joinpermissionid=123", "", `{"JoinPermissionId":"123"}`},
		{"getownedjoinpermission JOINPERMISSIONID=a=b", "", `{"JoinPermissionId":"a=b"}`},
		{"CountGatewayTupleOrders States=a states=b", "", `{"States.1":"a","States.2":"b"}`},
		{`CountGatewayTupleOrders States=["a",12345678901234567890,true]`, "", `{"States.1":"a","States.2":"12345678901234567890","States.3":"true"}`},
		{"CountGatewayTupleOrders States=[]", "", `{}`},
		{"CountGateways isenabled=TRUE", "", `{"IsEnabled":"true"}`},
		{"CountGateways --iot-instance-id iot-1", "", `{"IotInstanceId":"iot-1"}`},
		{"CountGateways IotInstanceId=own --iot-instance-id iot-1", "", `{"IotInstanceId":"own"}`},
		{"CheckUserChargeStatus --iot-instance-id iot-1", "", `{}`},
		{"GetOwnedJoinPermission --input FILE", `{"joinPermissionId": 9007199254740993}`, `{"JoinPermissionId":"9007199254740993"}`},
		{"GetOwnedJoinPermission --input FILE", `{"JoinPermissionId": "\ud83d\ude00"}`, `{"JoinPermissionId":"😀"}`},
		{"GetOwnedJoinPermission --input FILE", `{"JoinPermissionId": "\\ud83d\ud83d\ude00\n"}`, `{"JoinPermissionId":"\\ud83d😀\n"}`},
		{"CreateLocalJoinPermission --input FILE", "{ClassMode: A, JoinPermissionName: 凭证1, FreqBandPlanGroupId: 101, UseDefaultJoinEui: false, JoinEui: 0000000000000001, RxDelay: null}", `{"ClassMode":"A","FreqBandPlanGroupId":"101","JoinEui":"0000000000000001","JoinPermissionName":"凭证1","UseDefaultJoinEui":"false"}`},
		{"CountGatewayTupleOrders --input FILE", "States:\n- a\n- b\n", `{"States.1":"a","States.2":"b"}`},
		{"CountGatewayTupleOrders --input FILE States=c", "States: [a, b]", `{"States.1":"c"}`},
		{"GetOwnedJoinPermission --input FILE JoinPermissionId=7", `{"JoinPermissionId": "8", "IotInstanceId": "x"}`, `{"IotInstanceId":"x","JoinPermissionId":"7"}`},
		{"ListOwnedJoinPermissions --all-pages Enabled=false", "", `{"Enabled":"false"}`},
		{"NewAction --force --api-version 2030-01-02 Any=1 Any=2 Other=x", "", `{"Any.1":"1","Any.2":"2","Other":"x"}`},
		{"GetOwnedJoinPermission --force New=1", "", `{"New":"1"}`},
	} {
		write(t, input, c.file)
		args := append([]string{"api", "call", "--dry-run", "-o", "json"}, strings.Fields(strings.ReplaceAll(c.line, "FILE", input))...)
		if got := previewOf(t, run(t.Context(), t.TempDir(), nil, args...)); got != c.want {
			t.Errorf("%s: got %s, want %s", c.line, got, c.want)
		}
	}
}

// All mistakes are told at once, with their places, and nothing is sent.
func TestAWrongCallIsRefused(t *testing.T) {
	t.Parallel()
	env, queries := answering(t, says(`{"RequestId":"R","Success":true}`))
	input := filepath.Join(t.TempDir(), "input")
	for _, c := range []struct {
		line, file string
		want       []string
	}{
		{"GetOwnedJoinPermision", "", []string{"unknown action GetOwnedJoinPermision: did you mean GetOwnedJoinPermission?", "--force"}},
		{"", "", []string{"needs the name of an action"}},
		{"GetOwnedJoinPermission", "", []string{"JoinPermissionId  is missing: ID of a permission", "linkwanctl api describe GetOwnedJoinPermission"}},
		{"GetOwnedJoinPermission JoinPermisionId=1", "", []string{"1 invalid value", "did you mean JoinPermissionId?"}},
		{"CreateGateway Latitude=x Longitude=1e5x AddressCode=1.5 GwEui=", "", []string{"Latitude x must be a number", "Longitude 1e5x must be a number", "AddressCode 1.5 must be a whole number", "GwEui is empty", "Name is missing"}},
		{"CountGateways IsEnabled=yes Action=X accesskeyid=Y FuzzyName=a FuzzyName=b word", "", []string{"IsEnabled yes must be true or false", "Action is set by linkwanctl itself", "accesskeyid is set", "FuzzyName is given twice", "word must be Name=value"}},
		{"CountGateways FuzzyName=\xff", "", []string{"is not UTF-8 text"}},
		{"CountGatewayTupleOrders States=[1", "", []string{"is not a JSON array"}},
		{"UpdateNotificationsHandleState NotificationId=[1 TargetHandleState=HANDLED", "", []string{"1 invalid value; nothing", "[1 is not a JSON array"}},
		{"GetGateway gweui=", "", []string{"1 invalid value; nothing", "GwEui is empty, but required"}},
		{"CountGateways FuzzyName=", "", []string{"FuzzyName is empty: leave it out"}},
		{"GetGateway gweui", "", []string{"1 invalid value; nothing", "gweui must be Name=value"}},
		{"GetGateway --input FILE", "gweui: {a: b}", []string{"1 invalid value; nothing", "must be a text"}},
		{"CountGateways --input FILE", "FuzzyName: [a]\nIsEnabled: 1\nOnlineState: {a: b}\nFuzzyname: c\nFoo: 1", []string{":1:12", "FuzzyName takes one value", ":2:12", "IsEnabled 1 must be", ":3:14", "OnlineState must be a text", ":4:12", "FuzzyName is given twice", ":5:6", "Foo is not a parameter of CountGateways"}},
		{"CountGateways --input FILE", "{\"FuzzyName\": \"a\",\n\"FuzzyName\": \"\\ud83d\\ude00\"}", []string{":2:14", "FuzzyName is given twice"}},
		{"CountGateways --input FILE", "{\"FuzzyName\": \"\\ud83d\"}", []string{"is not valid YAML: found invalid Unicode"}},
		{"CountGateways --input FILE", "[1]", []string{"must be one object of parameters"}},
		{"CountGateways --input FILE", "a: [", []string{"is not valid YAML"}},
		{"CountGateways --input nowhere", "", []string{"--input nowhere", "cannot be read"}},
		{"CountGateways --all-pages", "", []string{"does not apply to CountGateways, which has no pages"}},
		{"ListGateways --all-pages Limit=3", "", []string{"Limit 3", "conflicts with --all-pages"}},
		{"CountGateways --download x", "", []string{"which answers no URL"}},
		{"CountGateways --api-version 2030-01-02", "", []string{"is not 2019-03-01"}},
		{"CountGateways --force --api-version 1", "", []string{"must be a date"}},
		{"A/../b --force Action=DeleteGateway a%0ab=c", "", []string{"is not the name of an action", "Action is set by", "is not the name of a parameter"}},
	} {
		write(t, input, c.file)
		got := run(t.Context(), t.TempDir(), env, append([]string{"api", "call"}, strings.Fields(strings.ReplaceAll(c.line, "FILE", input))...)...)
		said := strings.Join(strings.Fields(got.stderr), " ")
		for _, want := range c.want {
			if !strings.Contains(said, strings.Join(strings.Fields(want), " ")) || got.code != exitUsage {
				t.Errorf("%s: %q is not in %d\n%s", c.line, want, got.code, got.stderr)
			}
		}
	}
	if len(*queries) > 0 {
		t.Errorf("%q were sent", *queries)
	}
}

// The answer keeps its digits, its order and whatever is in it; a person sees lists and objects.
func TestAnyAnswerIsShown(t *testing.T) {
	t.Parallel()
	const id = "12345678901234567890.10"
	for _, c := range []struct{ data, table, csv string }{
		{`"R1"`, "R1\n", "RequestId,Success,Data\nR,true,R1\n"},
		{`7`, "7\n", "RequestId,Success,Data\nR,true,7\n"},
		{`false`, "false\n", "RequestId,Success,Data\nR,true,false\n"},
		{`{"B":` + id + `,"A":{"C":"x\u001b"}}`, "B                        A.C\n" + id + "  x\\x1b\n", "RequestId,Success,Data.B,Data.A.C\nR,true," + id + ",x\\x1b\n"},
		{`["a","b"]`, "a\nb\n", "a\nb\n"},
		{`[{"A":1},{"B":[1,2]}]`, "A  B\n1\n   [1,2]\n", "A,B\n1,\n,\"[1,2]\"\n"},
		{`{"TotalCount":1,"List":[{"A":` + id + `}]}`, "A\n" + id + "\n", "A\n" + id + "\n"},
		{`{"TotalCount":0,"List":[]}`, "", ""},
	} {
		document := `{"RequestId":"R","Success":true,"Data":` + c.data + `}`
		env, _ := answering(t, says(document))
		shown := run(t.Context(), t.TempDir(), env, "api", "call", "NewAction", "--force")
		if shown.stdout != c.table || shown.code != exitDone {
			t.Errorf("%s: got %q, %s", c.data, shown.stdout, shown.stderr)
		}
		if got := run(t.Context(), t.TempDir(), env, "api", "call", "NewAction", "--force", "-o", "csv"); got.stdout != c.csv {
			t.Errorf("%s as CSV: got %q", c.data, got.stdout)
		}
		got := run(t.Context(), t.TempDir(), env, "api", "call", "NewAction", "--force", "-o", "json")
		var compacted bytes.Buffer
		if err := json.Compact(&compacted, []byte(got.stdout)); err != nil || compacted.String() != document {
			t.Errorf("%s as JSON: got %s", c.data, compacted.String())
		}
	}
	env, _ := answering(t, says(`{"RequestId":"R","Success":true,"Data":{"TotalCount":0,"List":[]}}`))
	if got := run(t.Context(), t.TempDir(), env, "api", "call", "ListGatewayOnlineRecords"); got.stdout != "GWEUI  ONLINESTATE  STATECHANGEDMILLIS\n" {
		t.Errorf("an empty list: %+v", got)
	}
}

// Only what reads is sent again when its outcome is unknown.
func TestOnlyReadsAreRetried(t *testing.T) {
	t.Parallel()
	for line, want := range map[string]int{"GetGateway GwEui=1": 3, "ListNewThings --force": 3, "DeleteGateway GwEui=1": 1, "DeleteGateway GwEui=1 --retry-unsafe": 3, "Getaway --force": 1, "SetX --force": 1} {
		env, queries := answering(t, func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusInternalServerError) })
		got := runOn(t.Context(), System{Sleep: unslept}, t.TempDir(), env, append([]string{"api", "call", "--max-attempts", "3"}, strings.Fields(line)...)...)
		if len(*queries) != want || got.code != exitUnavailable {
			t.Errorf("%s: %d requests, %+v", line, len(*queries), got)
		}
	}
}

// A call whose outcome is unknown names the command that shows whether it was carried out.
func TestACallWithAnUnknownOutcomeSaysWhereToLook(t *testing.T) {
	t.Parallel()
	for line, want := range map[string]string{
		"DeleteGateway GwEui=a": "api call GetGateway GwEui=a", "CreateNodeGroup NodeGroupName=x": "api call ListNodeGroups --all-pages", "SubmitNodeTupleOrder": "api call ListNodeTupleOrders --all-pages",
		"SendUnicastCommand DevEui=b --force": "node packets b --category downlink", "AddNodeToGroup DevEui=b --force": "api call GetNode DevEui=b",
		"UpdateOwnedLocalJoinPermission JoinPermissionId=7": "joinperm get 7", "ApplyRoamingJoinPermission --force": "joinperm list --rented", "CreateLocalJoinPermission --force": "joinperm list",
	} {
		env, _ := answering(t, func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusInternalServerError) })
		got := run(t.Context(), t.TempDir(), env, append([]string{"api", "call"}, strings.Fields(line)...)...)
		if !strings.Contains(got.stderr, "before you run it again:  linkwanctl "+want+"\n") {
			t.Errorf("%s: %s", line, got.stderr)
		}
	}
}

// The answer of a denied call names the policy that allows it.
func TestADeniedCallHasThePolicyToAskFor(t *testing.T) {
	t.Parallel()
	env, _ := answering(t, func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(http.StatusBadRequest)
		_, _ = fmt.Fprint(w, `{"RequestId":"R","Code":"ForbiddenByRam","Message":"m"}`)
	})
	got := run(t.Context(), t.TempDir(), env, "api", "call", "getgateway", "GwEui=a1")
	for _, want := range []string{"GetGateway failed: ForbiddenByRam", "linkwan:GetGateway on acs:linkwan:*:*:gateway/a1", "linkwanctl auth policy GetGateway"} {
		if !strings.Contains(got.stderr, want) || got.code != exitDenied {
			t.Errorf("%q is not in %+v", want, got)
		}
	}
}

// pagesOfRecords answers pages of at most most items out of total, by either kind of paging.
func pagesOfRecords(total, most int) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		number := func(name string) int { n, _ := strconv.Atoi(r.URL.Query().Get(name)); return n }
		from, size := number("OffSet")+number("Offset"), min(most, number("Limit")+number("PageSize"))
		if page := number("PageNumber"); page > 0 {
			from = (page - 1) * size
		}
		var items []string
		for i := from; i < min(total, from+size); i++ {
			items = append(items, fmt.Sprintf(`{"GwEui":"%d","New":%d}`, i, i))
		}
		_, _ = fmt.Fprintf(w, `{"RequestId":"R","Success":true,"Data":{"TotalCount":%d,"List":[%s]}}`, total, strings.Join(items, ","))
	}
}

// Every kind of paging is read to the end, also where the service's pages are shorter than asked for.
func TestAllPagesAreReadToTheEnd(t *testing.T) {
	t.Parallel()
	for _, line := range []string{"ListGateways", "ListGatewayOnlineRecords", "ListGatewayTransferPackets"} {
		for _, c := range [][2]int{{250, 1000}, {200, 1000}, {0, 1000}, {120, 50}, {100, 50}, {7, 3}} {
			env, queries := answering(t, pagesOfRecords(c[0], c[1]))
			got := run(t.Context(), t.TempDir(), env, "api", "call", line, "--all-pages", "-o", "json")
			var items []struct{ GwEui, New json.Number }
			if err := json.Unmarshal([]byte(got.stdout), &items); err != nil || len(items) != c[0] || got.code != exitDone {
				t.Fatalf("%s, %v: %d items, %v, %s, after %q", line, c, len(items), err, got.stderr, *queries)
			}
			for i, item := range items {
				if item.GwEui.String() != strconv.Itoa(i) || item.New.String() != strconv.Itoa(i) {
					t.Fatalf("%s, %v: item %d is %v", line, c, i, item)
				}
			}
		}
	}
}

// A part of a list never passes for the whole.
func TestAListThatChangesIsIncomplete(t *testing.T) {
	t.Parallel()
	for _, action := range []string{"ListGateways", "ListGatewayTransferPackets"} {
		asked := 0
		env, _ := answering(t, func(w http.ResponseWriter, r *http.Request) {
			asked++
			pagesOfRecords(300+min(asked, 2), 1000)(w, r)
		})
		got := run(t.Context(), t.TempDir(), env, "api", "call", action, "--all-pages", "-o", "json", "--debug")
		if got.code != exitNoAnswer || json.Valid([]byte(got.stdout)) || !strings.Contains(got.stderr, "ListChanged") {
			t.Errorf("%s: %d, %s", action, got.code, got.stderr)
		}
	}
}

// On a terminal a call that changes something is asked for, unless --yes is given; one that reads is not.
func TestACallThatChangesIsAskedForOnATerminal(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		line, typed string
		sent, code  int
		asks        bool
	}{
		{"DeleteGateway GwEui=1", "n\n", 0, exitUsage, true},
		{"DeleteGateway GwEui=1", "y\n", 1, exitDone, true},
		{"DeleteGateway GwEui=1 --yes", "", 1, exitDone, false},
		{"DeleteGateway GwEui=1 -o json", "", 1, exitDone, false},
		{"GetGateway GwEui=1", "", 1, exitDone, false},
	} {
		env, queries := answering(t, says(`{"RequestId":"R","Success":true}`))
		got := onTerminal(t.Context(), t.TempDir(), env, c.typed, append([]string{"api", "call"}, strings.Fields(c.line)...)...)
		if asks := strings.Contains(got.stderr, "Call DeleteGateway in "); got.code != c.code || len(*queries) != c.sent || asks != c.asks {
			t.Errorf("%s, %q: sent %q, %+v", c.line, c.typed, *queries, got)
		}
	}
}

// A download is another service's: what it gets has nothing of the key.
func TestADownloadSendsNoCredentials(t *testing.T) {
	t.Parallel()
	var seen http.Header
	file := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		seen = r.Header
		if r.URL.Query().Get("Signature") != "s3cret" {
			w.WriteHeader(http.StatusForbidden)
		}
		_, _ = fmt.Fprint(w, "a,b\n")
	}))
	t.Cleanup(file.Close)
	env, _ := answering(t, says(`{"RequestId":"R","Success":true,"Data":"`+file.URL+`/f?Signature=s3cret"}`))
	path := filepath.Join(t.TempDir(), "out.csv")
	got := run(t.Context(), t.TempDir(), env, "api", "call", "GetNodeTuplesDownloadUrl", "--download", path, "-o", "json", "--debug")
	text, err := os.ReadFile(path)
	if err != nil || string(text) != "a,b\n" || got.code != exitDone || !strings.Contains(got.stdout, `"Bytes": 4`) || strings.Contains(got.stdout+got.stderr, "s3cret") || !strings.Contains(got.stderr, "f?Signature=***") {
		t.Errorf("%v, %q, %+v", err, text, got)
	}
	for name := range seen {
		if name != "User-Agent" {
			t.Errorf("the download has the header %s: %q", name, seen[name])
		}
	}
	if got := run(t.Context(), t.TempDir(), env, "api", "call", "GetNodeTuplesDownloadUrl", "--download", "-"); got.stdout != "a,b\n" {
		t.Errorf("to standard output: %+v", got)
	}
	again := run(t.Context(), t.TempDir(), env, "api", "call", "GetNodeTuplesDownloadUrl", "--download", path)
	if again.code != exitUsage || !strings.Contains(again.stderr, "already exists") || !strings.Contains(again.stderr, "--yes") {
		t.Errorf("the file was overwritten: %+v", again)
	}
}

// What cannot be downloaded safely, or whole, leaves no file and does not show the URL.
func TestADownloadThatFailsLeavesNoFile(t *testing.T) {
	t.Parallel()
	file := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/cut":
			w.Header().Set("Content-Length", "100")
			_, _ = fmt.Fprint(w, "part")
		case "/hangup":
			panic(http.ErrAbortHandler)
		case "/moved":
			http.Redirect(w, r, "http://192.0.2.1/f?s3cret", http.StatusFound)
		case "/round":
			http.Redirect(w, r, "/round?s3cret", http.StatusFound)
		default:
			w.WriteHeader(http.StatusNotFound)
		}
	}))
	t.Cleanup(file.Close)
	for address, want := range map[string]string{
		"http://192.0.2.1/f?s3cret": "is not https", "ftp://192.0.2.1/?s3cret": "is not https", "https://user:s3cret@192.0.2.1/": "is not valid", "://s3cret": "is not valid", "https:///?s3cret": "is not valid",
		file.URL + "/moved?s3cret": "redirects to a URL that is not https", file.URL + "/round?s3cret": "redirects too often", file.URL + "/cut?s3cret": "cut off", file.URL + "/hangup?s3cret": "before the response: EOF", file.URL + "/none?s3cret": "HTTP status 404",
	} {
		env, _ := answering(t, says(`{"RequestId":"R","Success":true,"Data":"`+address+`"}`))
		dir := t.TempDir()
		got := run(t.Context(), t.TempDir(), env, "api", "call", "GetNodeTuplesDownloadUrl", "--download", filepath.Join(dir, "out"))
		if got.code != exitNoAnswer || !strings.Contains(got.stderr, "linkwanctl: download ") || !strings.Contains(got.stderr, want) || strings.Contains(got.stdout+got.stderr, "s3cret") || strings.Contains(got.stderr, "--debug") {
			t.Errorf("%s: %+v", address, got)
		}
		if left, err := os.ReadDir(dir); err != nil || len(left) > 0 {
			t.Errorf("%s leaves %v", address, left)
		}
	}
}

// The template of every action passes once what is required is filled in.
func TestATemplateIsAnInput(t *testing.T) {
	t.Parallel()
	got := run(t.Context(), t.TempDir(), nil, "api", "call", "CreateLocalJoinPermission", "--generate-input", "-o", "yaml")
	path := filepath.Join(t.TempDir(), "input.yaml")
	write(t, path, got.stdout)
	want := `{"ClassMode":"A","FreqBandPlanGroupId":"201","JoinPermissionName":"凭证1","UseDefaultJoinEui":"false"}`
	if sent := previewOf(t, run(t.Context(), t.TempDir(), nil, "api", "call", "CreateLocalJoinPermission", "--input", path, "--dry-run", "-o", "json")); sent != want {
		t.Errorf("got %s", sent)
	}
}
