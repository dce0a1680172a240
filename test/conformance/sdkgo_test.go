package conformance

import (
	"context"
	"errors"
	"net"
	"net/http"
	"strings"
	"testing"

	"github.com/aliyun/alibaba-cloud-sdk-go/sdk"
	vendorcredentials "github.com/aliyun/alibaba-cloud-sdk-go/sdk/auth/credentials"
	sdkerrors "github.com/aliyun/alibaba-cloud-sdk-go/sdk/errors"
	"github.com/aliyun/alibaba-cloud-sdk-go/sdk/requests"

	"linkwanctl/internal/api"
	"linkwanctl/internal/secret"
)

const region = "cn-shanghai"

// sdkGo asks through alibaba-cloud-sdk-go, the vendor's SDK before the present ones, which signs
// with version 1 alone.
func sdkGo(t *testing.T, s service, q question) (string, error) {
	t.Helper()
	return sdkGoCall(sdkGoClient(t, q.as, sdk.NewConfig()), s, q)
}

func sdkGoClient(t *testing.T, c secret.Credential, config *sdk.Config) *sdk.Client {
	t.Helper()
	config.Transport = newLoopback(t)
	client, err := sdk.NewClientWithOptions(region, config, vendorcredentials.NewStaticSTSCredentialsProvider(c.AccessKeyID(), c.AccessKeySecret(), c.SecurityToken()))
	if err != nil {
		t.Fatal(err)
	}
	return client
}

// loopback makes no connection but to this machine, whatever the library may want to look up
// elsewhere, such as an endpoint. It hides its *http.Transport, into which the library would put a
// proxy from the environment.
type loopback struct{ http.RoundTripper }

func newLoopback(t *testing.T) loopback {
	transport := &http.Transport{
		DialContext: func(ctx context.Context, network, address string) (net.Conn, error) {
			if !strings.HasPrefix(address, "127.0.0.1:") {
				t.Errorf("a connection to %s was asked for", address)
				return nil, errors.New("not this machine")
			}
			return new(net.Dialer).DialContext(ctx, network, address)
		},
	}
	t.Cleanup(transport.CloseIdleConnections)
	return loopback{transport}
}

func sdkGoCall(client *sdk.Client, s service, q question) (string, error) {
	request := requests.NewCommonRequest()
	request.Scheme, request.Domain, request.Method = "http", s.host, q.method()
	request.Version, request.ApiName = api.Version, q.action
	for name, value := range q.params {
		if q.form {
			request.FormParams[name] = value
			continue
		}
		request.QueryParams[name] = value
	}
	if q.xml {
		request.AcceptFormat = "XML"
	}
	response, err := client.ProcessCommonRequest(request)
	return response.GetHttpContentString(), err
}

func sdkGoFailure(err error) (failure, bool) {
	e, ok := errors.AsType[*sdkerrors.ServerError](err)
	if !ok {
		return failure{}, false
	}
	return failure{e.ErrorCode(), e.Message(), e.RequestId(), e.HttpStatus()}, true
}

// sdkGoAdvice is what the library itself makes of a refusal.
func sdkGoAdvice(err error) string {
	if e, ok := errors.AsType[*sdkerrors.ServerError](err); ok {
		return e.Recommend()
	}
	return ""
}
