package conformance

import (
	"encoding/json"
	"encoding/xml"
	"reflect"
	"strings"
	"testing"

	"github.com/aliyun/alibaba-cloud-sdk-go/sdk"
	"github.com/aliyun/alibaba-cloud-sdk-go/sdk/requests"
	"github.com/aliyun/alibaba-cloud-sdk-go/services/linkwan"

	"linkwanctl/internal/api"
	"linkwanctl/internal/emulator"
)

// typed is the typed Link WAN client of alibaba-cloud-sdk-go; its text is the format of the
// answers. It takes no parameter but those of the vendor's requests.
type typed string

func typedPeers() []peer {
	return []peer{
		{"sdk-go typed JSON", typed("JSON").ask, sdkGoFailure},
		{"sdk-go typed XML", typed("XML").ask, sdkGoFailureInXML},
	}
}

// ask gives the vendor's response as JSON.
func (f typed) ask(t *testing.T, s service, q question) (string, error) {
	t.Helper()
	m, rpc := method(t, q.action), &requests.RpcRequest{}
	rpc.InitWithApiInfo("LinkWAN", api.Version, q.action, "linkwan", "openAPI") // as the vendor's Create…Request
	rpc.Method, rpc.Domain, rpc.AcceptFormat = q.method(), s.host, string(f)
	request := reflect.New(m.Type.In(1).Elem())
	request.Elem().FieldByName("RpcRequest").Set(reflect.ValueOf(rpc))
	for name, value := range q.params {
		name, _, repeated := strings.Cut(name, ".") // Name.1 is the only one
		field := request.Elem().FieldByName(name)
		switch {
		case !field.IsValid():
			t.Fatalf("the vendor's %s takes no %s", q.action, name)
		case repeated:
			field.Set(reflect.ValueOf(&[]string{value}))
		default:
			field.SetString(value)
		}
	}
	client := &linkwan.Client{Client: *sdkGoClient(t, q.as, sdk.NewConfig())}
	results := m.Func.Call([]reflect.Value{reflect.ValueOf(client), request})
	if err, failed := results[1].Interface().(error); failed {
		return "", err
	}
	text, err := json.Marshal(results[0].Interface())
	return string(text), err
}

// sdkGoFailureInXML reads what the library leaves as it came: to it, a refusal in XML has no code,
// and the whole document is the message.
func sdkGoFailureInXML(err error) (failure, bool) {
	f, ok := sdkGoFailure(err)
	var document struct {
		Code, Message string
		RequestID     string `xml:"RequestId"`
	}
	ok = ok && f.code == "" && xml.Unmarshal([]byte(f.message), &document) == nil
	return failure{document.Code, document.Message, document.RequestID, f.status}, ok
}

// The typed client of Link WAN, with its own requests; in XML it takes no other type than that of
// its structs.
func TestTypedClientUpdatesAndReadsBack(t *testing.T) {
	t.Parallel()
	for _, format := range []string{"JSON", "XML"} {
		t.Run(format, func(t *testing.T) {
			t.Parallel()
			s := open(t)
			client := &linkwan.Client{Client: *sdkGoClient(t, emulator.STS(), sdk.NewConfig())}

			update := linkwan.CreateUpdateOwnedLocalJoinPermissionRequest()
			update.Domain, update.AcceptFormat, update.JoinPermissionId = s.host, format, "123"
			update.JoinPermissionName, update.FreqBandPlanGroupId, update.RxDelay, update.JoinEui = "冷链_7", requests.NewInteger(201), "15", "00000000000000e7"
			if response, err := client.UpdateOwnedLocalJoinPermission(update); err != nil || !response.Success || !isRequestID(response.RequestId) {
				t.Fatalf("%v, %v", response, err)
			}

			get := linkwan.CreateGetOwnedJoinPermissionRequest()
			get.Domain, get.AcceptFormat, get.JoinPermissionId = s.host, format, "123"
			response, err := client.GetOwnedJoinPermission(get)
			if err != nil {
				t.Fatal(err)
			}
			d := response.Data
			if d.JoinPermissionName != "冷链_7" || d.FreqBandPlanGroupId != 201 || d.RxDelay != 15 || d.JoinEui != "00000000000000e7" || d.NodesCnt != 10 || !d.Enabled {
				t.Errorf("read back: %+v", d)
			}

			list := linkwan.CreateListOwnedJoinPermissionsRequest()
			list.Domain, list.AcceptFormat, list.Limit, list.Offset, list.Ascending = s.host, format, requests.NewInteger(2), requests.NewInteger(0), requests.NewBoolean(true)
			page, err := client.ListOwnedJoinPermissions(list)
			if err != nil || len(page.Data.List) != 2 || page.Data.List[0].JoinPermissionName != "冷链_7" {
				t.Errorf("list: %+v, %v", page, err)
			}

			plans := linkwan.CreateListFreqBandPlanGroupsRequest()
			plans.Domain, plans.AcceptFormat = s.host, format
			groups, err := client.ListFreqBandPlanGroups(plans)
			if err != nil || len(groups.Data) == 0 || groups.Data[0].GroupId != 101 {
				t.Errorf("plans: %+v, %v", groups, err)
			}
		})
	}
}
