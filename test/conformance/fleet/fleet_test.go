package fleet

import (
	"errors"
	"net/url"
	"os"
	"testing"

	openapi "github.com/alibabacloud-go/darabonba-openapi/v2/client"
	"github.com/alibabacloud-go/darabonba-openapi/v2/utils"
	"github.com/alibabacloud-go/tea/dara"
	"github.com/alibabacloud-go/tea/tea"
)

func call(t *testing.T, action string, query map[string]*string) (map[string]any, error) {
	t.Helper()
	endpoint, err := url.Parse(os.Getenv("LINKWANCTL_ENDPOINT"))
	if err != nil || endpoint.Host == "" {
		t.Skip("run it as: linkwanctl emulator -- go test ./...")
	}
	client, err := openapi.NewClient(&utils.Config{
		AccessKeyId:     new(os.Getenv("ALIBABA_CLOUD_ACCESS_KEY_ID")),
		AccessKeySecret: new(os.Getenv("ALIBABA_CLOUD_ACCESS_KEY_SECRET")),
		Endpoint:        &endpoint.Host,
		Protocol:        &endpoint.Scheme,
	})
	if err != nil {
		t.Fatal(err)
	}
	params := &utils.Params{
		Action: &action, Version: new("2019-03-01"), Protocol: &endpoint.Scheme, Pathname: new("/"), Method: new("POST"),
		AuthType: new("AK"), Style: new("RPC"), ReqBodyType: new("formData"), BodyType: new("json"),
	}
	return client.CallApi(params, &utils.OpenApiRequest{Query: query}, &dara.RuntimeOptions{})
}

func TestAnUpdateIsReadBack(t *testing.T) {
	id := map[string]*string{"JoinPermissionId": new("123")}
	update := map[string]*string{"JoinPermissionId": new("123"), "ClassMode": new("C")}
	if _, err := call(t, "UpdateOwnedLocalJoinPermission", update); err != nil {
		t.Fatal(err)
	}
	answer, err := call(t, "GetOwnedJoinPermission", id)
	if err != nil {
		t.Fatal(err)
	}
	if class := answer["body"].(map[string]any)["Data"].(map[string]any)["ClassMode"]; class != "C" {
		t.Errorf("class %v, want C", class)
	}
}

func TestARentedPermissionIsRefused(t *testing.T) {
	_, err := call(t, "UpdateOwnedLocalJoinPermission", map[string]*string{"JoinPermissionId": new("124"), "ClassMode": new("A")})
	var refused *tea.SDKError
	if !errors.As(err, &refused) || *refused.Code != "JoinPermissionAlreadyAuthorized" {
		t.Errorf("%v, want JoinPermissionAlreadyAuthorized", err)
	}
}
