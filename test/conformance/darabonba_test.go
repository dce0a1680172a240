package conformance

import (
	"encoding/json"
	"errors"
	"testing"

	darabonbaclient "github.com/alibabacloud-go/darabonba-openapi/v2/client"
	darabonbautil "github.com/alibabacloud-go/darabonba-openapi/v2/utils"
	"github.com/alibabacloud-go/tea/dara"
	"github.com/alibabacloud-go/tea/tea"

	"linkwanctl/internal/api"
)

// darabonba is the client that the vendor's generated Go SDKs call through; its text is the
// library's SignatureAlgorithm: "" for version 3, "v2" for version 1.
type darabonba string

func (d darabonba) ask(t *testing.T, s service, q question) (string, error) {
	t.Helper()
	return d.call(d.client(t, s, q), q, &dara.RuntimeOptions{})
}

func (d darabonba) client(t *testing.T, s service, q question) *darabonbaclient.Client {
	t.Helper()
	config := &darabonbautil.Config{
		AccessKeyId: new(q.as.AccessKeyID()), AccessKeySecret: new(q.as.AccessKeySecret()), SecurityToken: new(q.as.SecurityToken()),
		Endpoint: &s.host, NoProxy: &s.host, Protocol: new("http"),
	}
	if d != "" {
		config.SignatureAlgorithm = new(string(d))
	}
	client, err := darabonbaclient.NewClient(config)
	if err != nil {
		t.Fatal(err)
	}
	return client
}

// call does one generic call as the generated SDKs do, which let the library decode JSON, and gives
// the text of the answer's body.
func (d darabonba) call(client *darabonbaclient.Client, q question, o *dara.RuntimeOptions) (string, error) {
	params := &darabonbautil.Params{
		Action: &q.action, Version: new(api.Version), Protocol: new("http"), Pathname: new("/"), Method: new(q.method()),
		AuthType: new("AK"), Style: new("RPC"), ReqBodyType: new("formData"), BodyType: new("json"),
	}
	if q.xml {
		params.BodyType = new("string")
	}
	answer, err := client.CallApi(params, d.request(q), o)
	if text, isText := answer["body"].(string); err != nil || isText {
		return text, err
	}
	text, err := json.Marshal(answer["body"])
	return string(text), err
}

func (d darabonba) request(q question) *darabonbautil.OpenApiRequest {
	request := &darabonbautil.OpenApiRequest{Query: map[string]*string{}, Headers: map[string]*string{}}
	form := map[string]any{}
	for name, value := range q.params {
		if q.form {
			form[name] = value
			continue
		}
		request.Query[name] = &value
	}
	if q.form {
		request.Body = form
	}
	switch {
	case q.xml && d == "":
		request.Headers["accept"] = new("application/xml")
	case q.xml:
		request.Query["Format"] = new("XML")
	}
	return request
}

// darabonbaFailure reads the error that the library gives where the program asks for nothing else.
// Its request ID stands in Data alone.
func darabonbaFailure(err error) (failure, bool) {
	e, ok := errors.AsType[*tea.SDKError](err)
	if !ok {
		return failure{}, false
	}
	var data struct {
		RequestID string `json:"RequestId"`
	}
	ok = json.Unmarshal([]byte(tea.StringValue(e.Data)), &data) == nil
	return failure{tea.StringValue(e.Code), tea.StringValue(e.Message), data.RequestID, tea.IntValue(e.StatusCode)}, ok
}

// darabonbaThrottled asks in a way that has to be throttled, and gives the library's error for
// that, which it gives only where the program asks for it.
func darabonbaThrottled(t *testing.T, s service, q question) *darabonbaclient.ThrottlingError {
	t.Helper()
	client := darabonba("").client(t, s, q)
	client.DisableSDKError = new(true)
	_, err := darabonba("").call(client, q, &dara.RuntimeOptions{})
	e, ok := errors.AsType[*darabonbaclient.ThrottlingError](err)
	if !ok {
		t.Fatalf("not throttled: %v (%T)", err, err)
	}
	return e
}
