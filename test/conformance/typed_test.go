package conformance

import (
	"testing"

	"github.com/aliyun/alibaba-cloud-sdk-go/sdk"
	"github.com/aliyun/alibaba-cloud-sdk-go/sdk/requests"
	"github.com/aliyun/alibaba-cloud-sdk-go/services/linkwan"

	"linkwanctl/internal/emulator"
)

// The typed client of Link WAN, with its own requests; in XML it takes no other
// type than that of its structs.
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
