package conformance

import (
	"context"
	"encoding/hex"
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	darabonbautil "github.com/alibabacloud-go/darabonba-openapi/v2/utils"
	"github.com/alibabacloud-go/tea/dara"
	"github.com/aliyun/alibaba-cloud-sdk-go/sdk/auth"
	vendorcredentials "github.com/aliyun/alibaba-cloud-sdk-go/sdk/auth/credentials"
	"github.com/aliyun/alibaba-cloud-sdk-go/sdk/requests"

	"linkwanctl/internal/api"
	"linkwanctl/internal/joinperm"
	"linkwanctl/internal/secret"
)

func TestVendorsCodeComputesOurSignature(t *testing.T) {
	t.Parallel()
	for version, verify := range map[int]func(*testing.T, request, secret.Credential){3: verifyV3, 1: verifyV1} {
		for kind, c := range oddCredentials() {
			t.Run(fmt.Sprintf("V%d/%s", version, kind), func(t *testing.T) {
				t.Parallel()
				send := recorder(t, version, c)
				for _, call := range calls(t) {
					r := send(call)
					for name, want := range call.Params {
						if got := r.params[name]; got != want {
							t.Errorf("%s: sent %q, want %q", name, got, want)
						}
					}
					verify(t, r, c)
				}
			})
		}
	}
}

// oddCredentials are keys with and without a token, plain ones and ones with characters that some
// encoding treats in its own way.
func oddCredentials() map[string]secret.Credential {
	const id, key, token = `test-key.id_~@:/+=%20&1`, `test secret €&=+%/"'\ 密钥😀`, `test/token+=&%7E~*:;"'()[]{}$ x,y`
	return map[string]secret.Credential{
		"key":     secret.New("test-key-id", "test-secret", ""),
		"STS":     secret.New("test-key-id", "test-secret", "test-token"),
		"odd key": secret.New(id, key, ""),
		"odd STS": secret.New(id, key, token),
	}
}

// calls are a real update, and others with every awkward text as a value. The parameters that
// alibaba-cloud-sdk-go signs besides those given are given, so that it has the same to sign:
// RegionId and an empty SignatureType.
func calls(t *testing.T) []api.Call {
	t.Helper()
	change, refusals := joinperm.NewChange(permission("123",
		"IotInstanceId", "iot-cn-0pp1n8t", "JoinPermissionName", "冷链凭证_7", "ClassMode", "A",
		"FreqBandPlanGroupId", "201", "RxDelay", "3", "DataRate", "4", "JoinEui", "00000000000000e7"))
	if len(refusals) > 0 {
		t.Fatal(refusals)
	}
	list := []api.Call{api.UpdateCall(change), {Action: plansAction}}
	for _, text := range awkward() {
		list = append(list, api.Call{Action: listAction, Params: map[string]string{"FuzzyJoinPermissionName": text, "Empty": "", "List.1": text, "List.10": "b", "List.2": "c"}})
	}
	for i := range list {
		params := map[string]string{"RegionId": region, "SignatureType": ""}
		maps.Copy(params, list[i].Params)
		list[i].Params = params
	}
	return list
}

// request is one of our client's requests, as it came over the connection.
type request struct {
	*http.Request
	body   []byte
	params map[string]string // those of the query, and in version 1 of the form
}

// recorder gives what sends a call with our client and brings its request.
func recorder(t *testing.T, version int, c secret.Credential) func(api.Call) request {
	t.Helper()
	requests := make(chan request, 1)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		requests <- request{Request: r, body: body}
		_, _ = io.WriteString(w, `{"RequestId":"R","Success":true}`)
	}))
	t.Cleanup(server.Close)
	endpoint, err := api.ParseEndpoint(server.URL)
	if err != nil {
		t.Fatal(err)
	}
	client := api.New(api.Options{
		Endpoint: endpoint, SignatureVersion: version, UserAgent: "test",
		Credentials: func(context.Context, bool) (secret.Credential, error) { return c, nil },
		Now:         func() time.Time { return time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC) },
		Nonce:       func() string { return "0123456789abcdef0123456789abcdef" },
	})
	return func(call api.Call) request {
		t.Helper()
		if _, err := client.Do(t.Context(), call); err != nil {
			t.Fatal(err)
		}
		r := <-requests
		r.params = parse(t, r.URL.RawQuery+string(r.body))
		return r
	}
}

// parse reads a query or a form, in which no name may come twice.
func parse(t *testing.T, text string) map[string]string {
	t.Helper()
	values, err := url.ParseQuery(text)
	if err != nil {
		t.Fatal(err)
	}
	params := map[string]string{}
	for name, list := range values {
		if len(list) > 1 {
			t.Errorf("%s was sent %d times", name, len(list))
		}
		params[name] = list[0]
	}
	return params
}

// verifyV3 lets darabonba-openapi make the Authorization header of what came, out of all its
// headers: which of them are to be signed is for it to know.
func verifyV3(t *testing.T, r request, c secret.Credential) {
	t.Helper()
	algorithm := new("ACS3-HMAC-SHA256")
	hash := hex.EncodeToString(darabonbautil.Hash(r.body, algorithm))
	if sent := r.Header.Get("x-acs-content-sha256"); sent != hash {
		t.Errorf("hash of the body: sent %q, want %q", sent, hash)
	}
	headers := map[string]*string{"host": &r.Host}
	for name, values := range r.Header {
		headers[strings.ToLower(name)] = new(strings.Join(values, ","))
	}
	vendors := &dara.Request{Method: &r.Method, Pathname: &r.URL.Path, Query: pointers(r.params), Headers: headers}
	want := *darabonbautil.GetAuthorization(vendors, algorithm, &hash, new(c.AccessKeyID()), new(c.AccessKeySecret()))
	if sent := r.Header.Get("Authorization"); sent != want {
		t.Errorf("%s?%s\nsent      %s\nvendor's  %s", r.Method, r.URL.RawQuery, sent, want)
	}
	if token := r.Header.Get("x-acs-security-token"); token != c.SecurityToken() {
		t.Errorf("token %q, want %q", token, c.SecurityToken())
	}
}

// verifyV1 lets both libraries sign the parameters that came.
func verifyV1(t *testing.T, r request, c secret.Credential) {
	t.Helper()
	sent := r.params["Signature"]
	delete(r.params, "Signature")
	if want := *darabonbautil.GetRPCSignature(pointers(r.params), &r.Method, new(c.AccessKeySecret())); sent != want {
		t.Errorf("%s\nsent        %s\ndarabonba's %s", r.body, sent, want)
	}
	// What the form has wins over the nonce, time and action that it would choose.
	vendors := requests.NewCommonRequest()
	vendors.Method, vendors.FormParams = r.Method, r.params
	vendors.TransToAcsRequest()
	keys := vendorcredentials.NewStaticSTSCredentialsProvider(c.AccessKeyID(), c.AccessKeySecret(), c.SecurityToken())
	if err := auth.Sign(vendors, nil, region, keys); err != nil {
		t.Fatal(err)
	}
	if want := vendors.QueryParams["Signature"]; sent != want {
		t.Errorf("%s\nsent     %s\nsdk-go's %s, which signs\n%s", r.body, sent, want, vendors.GetStringToSign())
	}
	if r.params["SecurityToken"] != c.SecurityToken() || r.params["AccessKeyId"] != c.AccessKeyID() {
		t.Errorf("key %q, token %q", r.params["AccessKeyId"], r.params["SecurityToken"])
	}
}

func pointers(params map[string]string) map[string]*string {
	list := make(map[string]*string, len(params))
	for name, value := range params {
		list[name] = &value
	}
	return list
}
