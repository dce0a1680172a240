package api

import (
	"fmt"
	"maps"
	"net/http"
	"strings"
	"testing"

	"linkwanctl/internal/api/sign"
	"linkwanctl/internal/joinperm"
)

func everyParameter(t *testing.T) joinperm.Change {
	t.Helper()
	change, refusals := joinperm.NewChange(map[string]string{
		"JoinPermissionId": "1*9~+&=/%", "IotInstanceId": "iot-cn-0pp1n8t****", "JoinPermissionName": "凭证_1", "ClassMode": "a",
		"FreqBandPlanGroupId": "201", "RxDelay": "3s", "DataRate": "4", "JoinEui": "00-00-00-00-00-00-00-01",
	})
	if len(refusals) > 0 {
		t.Fatal(refusals)
	}
	return change
}

func single(form map[string][]string) map[string]string {
	flat := map[string]string{}
	for name, values := range form {
		flat[name] = strings.Join(values, "|")
	}
	return flat
}

func TestV3RequestVerifiesAndHoldsWhatWasGiven(t *testing.T) {
	t.Parallel()
	change := everyParameter(t)
	r := play(t, nil, answers(200, success))
	if _, err := r.do(t, UpdateCall(change)); err != nil {
		t.Fatal(err)
	}
	request := r.requests[0]
	header := map[string]string{"host": request.Host}
	for name, values := range request.Header {
		header[strings.ToLower(name)] = strings.Join(values, ",")
	}
	a, err := sign.ParseAuthorization(header["authorization"])
	if err != nil {
		t.Fatal(err)
	}
	m := sign.Message{Method: request.Method, Path: request.URL.Path, Query: single(request.URL.Query()), Header: header}
	if !sign.VerifyV3(m, a, "test-secret") {
		t.Errorf("the signature does not verify; headers %v", header)
	}
	if !maps.Equal(m.Query, change.Params()) {
		t.Errorf("sent %v, want %v", m.Query, change.Params())
	}
	for name, want := range map[string]string{
		"x-acs-action": "UpdateOwnedLocalJoinPermission", "x-acs-version": "2019-03-01", "accept": "application/json", "user-agent": "test",
		"x-acs-security-token": "test/token+=", "x-acs-accesskey-id": "test-key-id",
	} {
		if header[name] != want {
			t.Errorf("%s: %q, want %q", name, header[name], want)
		}
	}
	if encoding := header["accept-encoding"]; encoding != "" {
		t.Errorf("%s is asked for; an answer has to be what is read", encoding)
	}
	if request.Method != http.MethodPost || request.ContentLength != 0 {
		t.Errorf("%s with %d bytes; want an empty POST", request.Method, request.ContentLength)
	}
}

func TestV1RequestVerifiesAndKeepsItsURLClean(t *testing.T) {
	t.Parallel()
	change := everyParameter(t)
	r := play(t, func(o *Options) { o.SignatureVersion = 1 }, answers(200, success))
	if _, err := r.do(t, UpdateCall(change)); err != nil {
		t.Fatal(err)
	}
	request := r.requests[0]
	form := single(request.PostForm)
	if !sign.VerifyV1(request.Method, form, "test-secret") {
		t.Errorf("the signature does not verify: %v", form)
	}
	for name, want := range change.Params() {
		if form[name] != want {
			t.Errorf("%s: %q, want %q", name, form[name], want)
		}
	}
	for name, want := range map[string]string{"Action": "UpdateOwnedLocalJoinPermission", "Version": "2019-03-01", "Format": "JSON", "SecurityToken": "test/token+="} {
		if form[name] != want {
			t.Errorf("%s: %q, want %q", name, form[name], want)
		}
	}
	if request.URL.RawQuery != "" {
		t.Errorf("the URL has the query %q", request.URL.RawQuery)
	}
}

func TestUpdateGivesTheRequestID(t *testing.T) {
	t.Parallel()
	answer, err := play(t, nil, answers(200, success)).update(t)
	if err != nil || answer.RequestID != "89EF6CAA-958F-F32C-BE45-FE003C6DE097" || answer.Attempts != 1 {
		t.Errorf("got %+v, %v", answer, err)
	}
}

func TestGetAndListReadLeniently(t *testing.T) {
	t.Parallel()
	r := play(t, nil,
		answers(200, `{"RequestId":"R","Success":true,"Data":{"JoinPermissionId":123456789012345678901234567890,"JoinEui":0,"RxDelay":"1","NodesCnt":10}}`),
		answers(200, `{"RequestId":"R","Success":true,"Data":{"TotalCount":1,"List":{"JoinPermissionId":123,"RxDelay":"1"}}}`),
		answers(200, `{"RequestId":"R","Success":true,"Data":{"TotalCount":"2","List":[{"JoinPermissionId":"123"},{"JoinPermissionId":"124"}]}}`),
		answers(200, `<ListOwnedJoinPermissionsResponse><RequestId>R</RequestId><Success>true</Success><Data><TotalCount>2</TotalCount><List><JoinPermissionId>1</JoinPermissionId></List><List><JoinPermissionId>2</JoinPermissionId></List></Data></ListOwnedJoinPermissionsResponse>`),
		answers(200, `<R><RequestId>R</RequestId><Success>true</Success><Data><TotalCount>2</TotalCount><List><JoinPermission><JoinPermissionId>1</JoinPermissionId></JoinPermission><JoinPermission><JoinPermissionId>2</JoinPermissionId></JoinPermission></List></Data></R>`),
		answers(200, `<R><RequestId>R</RequestId><Success>true</Success><Data><TotalCount>1</TotalCount><List><JoinPermission><JoinPermissionId>1</JoinPermissionId></JoinPermission></List></Data></R>`),
		answers(200, `{"RequestId":"R","Success":true,"Data":{"TotalCount":0,"List":null}}`),
	)
	got, err := Fetch[joinperm.Owned](t.Context(), r.Client, OwnedCall("123456789012345678901234567890", "iot-x"))
	if err != nil || got.Data.JoinPermissionID != "123456789012345678901234567890" || got.Data.JoinEUI != "0000000000000000" || got.Data.RxDelay != "1" || got.Data.NodesCnt != "10" {
		t.Errorf("get: %+v, %v", got, err)
	}
	if query := r.requests[0].URL.Query(); query.Get("IotInstanceId") != "iot-x" || query.Get("JoinPermissionId") != "123456789012345678901234567890" {
		t.Errorf("get sent %v", query)
	}
	for i, want := range []int{1, 2, 2, 2, 1, 0} {
		page, err := Fetch[Page[joinperm.Listed]](t.Context(), r.Client, ListOwnedCall(nil, "", 0, 100))
		if err != nil || len(page.Data.List) != want {
			t.Errorf("list %d: %+v, %v; want %d items", i, page, err, want)
		}
	}
	if query := r.requests[1].URL.Query(); query.Get("Offset") != "0" || query.Get("Limit") != "100" || query.Has("IotInstanceId") {
		t.Errorf("list sent %v", query)
	}
}

// What is told of another permission, order or group, or of none, is not taken for what was asked.
func TestAnItemIsTheOneThatWasAskedFor(t *testing.T) {
	t.Parallel()
	for _, id := range []string{"7", "8", ""} {
		data := fmt.Sprintf(`{"RequestId":"R","Success":true,"Data":{"JoinPermissionId":%q,"OrderId":%q,"GroupId":%q}}`, id, id, id)
		r := play(t, nil, answers(200, data), answers(200, data), answers(200, data), answers(200, data))
		_, owned := Fetch[joinperm.Owned](t.Context(), r.Client, OwnedCall("7", ""))
		_, rented := Fetch[joinperm.Rented](t.Context(), r.Client, RentedCall("7"))
		_, order := Fetch[joinperm.Order](t.Context(), r.Client, OrderCall("7"))
		_, band := Fetch[joinperm.Band](t.Context(), r.Client, BandCall("7"))
		for name, err := range map[string]error{"owned": owned, "rented": rented, "order": order, "band": band} {
			switch {
			case id == "7" && err != nil:
				t.Errorf("%s: %v", name, err)
			case id != "7" && (err == nil || asError(err).Code != CodeInvalidAnswer || asError(err).Outcome != Unknown):
				t.Errorf("%s of %q: %v", name, id, err)
			}
		}
	}
}

func TestGetWithoutDataIsNoAnswer(t *testing.T) {
	t.Parallel()
	for _, body := range []string{success, `{"RequestId":"R","Success":true,"Data":"x"}`, `{"RequestId":"R","Success":true,"Data":{"RxDelay":[]}}`} {
		_, err := Fetch[joinperm.Owned](t.Context(), play(t, nil, answers(200, body)).Client, OwnedCall("123", ""))
		if failure := asError(err); failure.Code != CodeInvalidAnswer || failure.Kind() != KindNoAnswer || failure.RequestID == "" {
			t.Errorf("%s: %+v", body, failure)
		}
	}
}

func TestPreviewIsTheRequestWithoutItsSecrets(t *testing.T) {
	t.Parallel()
	call := UpdateCall(everyParameter(t))
	v3 := NewPreview(Options{Endpoint: Endpoint{"https", "example.test"}, SignatureVersion: 3}, call)
	if v3.Method != "POST" || !strings.HasPrefix(v3.URL, "https://example.test/?ClassMode=A&") || v3.Headers["X-Acs-Action"] != call.Action {
		t.Errorf("V3: %+v", v3)
	}
	if a := v3.Headers["Authorization"]; !strings.Contains(a, "Credential=***,") || !strings.HasSuffix(a, "Signature=***") {
		t.Errorf("V3 shows %s", a)
	}
	v1 := NewPreview(Options{Endpoint: Endpoint{"https", "example.test"}, SignatureVersion: 1}, call)
	if v1.URL != "https://example.test/" || v1.Parameters["AccessKeyId"] != "***" || v1.Parameters["Signature"] != "***" || v1.Parameters["RxDelay"] != "3" {
		t.Errorf("V1: %+v", v1)
	}
}
