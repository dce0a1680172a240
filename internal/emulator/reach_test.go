package emulator

import (
	"os"
	"slices"
	"strings"
	"testing"
)

// reach is a way to get an action's error with the samples of a new state file, as the page for
// users has it.
type reach struct {
	action, params, code, why string
}

func reaches() []reach {
	const one = "JoinPermissionName=depot_07 ClassMode=A FreqBandPlanGroupId=101"
	const create, list, order = one + " UseDefaultJoinEui=true", "Limit=10 Offset=0", "OrderId="
	return []reach{
		{"CreateLocalJoinPermission", strings.Replace(create, "depot_07", "凭证1", 1), codeNameTaken, "permission 123 has the name"},
		{"CreateLocalJoinPermission", strings.Replace(create, "depot_07", reservedName, 1), codeName, "the service keeps the name to itself"},
		{"CreateLocalJoinPermission", strings.Replace(create, "101", "999", 1), codePlan, "there is no plan 999"},
		{"CreateLocalJoinPermission", strings.Replace(create, "depot_07", limitName, 1), codeLocalLimit, "no account may have one more of this name"},
		{"DeleteLocalJoinPermission", "JoinPermissionId=999", codeNonExistent, "no permission has the ID 999"},
		{"DeleteLocalJoinPermission", "JoinPermissionId=124", codeAuthorized, "permission 124 is granted to some-user"},
		{"UpdateOwnedLocalJoinPermissionEnablingState", "JoinPermissionId=999 Enabled=true", codeNonExistent, "no permission has the ID 999"},
		{"UpdateOwnedLocalJoinPermissionEnablingState", "JoinPermissionId=200 Enabled=true", codeNotOwner, "permission 200 is another account's"},
		{"GetOwnedJoinPermission", "JoinPermissionId=301", codeNonExistent, "permission 301 is in the instance " + sampleInstance + ", which the call has to name"},
		{"GetOwnedJoinPermission", "JoinPermissionId=200", codeNotOwner, "permission 200 is another account's"},
		{"GetRentedJoinPermission", "JoinPermissionId=999", codeNonExistent, "no permission has the ID 999"},
		{"GetRentedJoinPermission", "JoinPermissionId=202", codeNotOwner, "permission 202 is offered, and not accepted yet"},
		{"ListOwnedJoinPermissions", list + " IotInstanceId=iot-not-activated", codeNotActivated, "the instance has no Link WAN"},
		{"ListRentedJoinPermissions", list + " IotInstanceId=iot-no-feature", codeNoFeature, "the instance lacks the feature"},
		{"ReturnJoinPermission", "JoinPermissionId=401 JoinPermissionType=LOCAL", codeNonExistent, "permission 401 is a roaming one"},
		{"ReturnJoinPermission", "JoinPermissionId=201 JoinPermissionType=LOCAL", codeBound, "permission 201 is bound to node group 601"},
		{"SubmitJoinPermissionAuthOrder", "JoinPermissionId=124 RenterAliyunId=sandbox-other", codeAuthorized, "permission 124 is granted to some-user"},
		{"SubmitJoinPermissionAuthOrder", "JoinPermissionId=123 RenterAliyunId=nobody", codeNoRenter, "there is no account nobody"},
		{"SubmitJoinPermissionAuthOrder", "JoinPermissionId=123 RenterAliyunId=nobody, the sixth time", codeManyRenters, "five in 10 minutes are too many"},
		{"GetJoinPermissionAuthOrder", order + "999", codeNonExistent, "no order has the ID 999"},
		{"GetJoinPermissionAuthOrder", order + "503, with the key other", codeNotOwner, "order 503 is between sandbox-owner and some-user"},
		{"AcceptJoinPermissionAuthOrder", order + "503", codeNonExistent, "order 503 has another renter"},
		{"AcceptJoinPermissionAuthOrder", order + "502", codeOrderState, "order 502 was cancelled"},
		{"RejectJoinPermissionAuthOrder", order + "999", codeNonExistent, "no order has the ID 999"},
		{"RejectJoinPermissionAuthOrder", order + "503", codeNotOwner, "order 503 has another renter"},
		{"RejectJoinPermissionAuthOrder", order + "502", codeOrderState, "order 502 was cancelled"},
		{"CancelJoinPermissionAuthOrder", order + "501", codeNonExistent, "order 501 has another owner"},
		{"CancelJoinPermissionAuthOrder", order + "503", codeOrderState, "order 503 was accepted"},
		{"ApplyRoamingJoinPermission", one, codeRoamingLimit, "the account has one, 401"},
		{"ApplyRoamingJoinPermission", strings.Replace(one, "depot_07", "other_field", 1) + ", with the key other", codeNameTaken, "permission 200 has the name"},
		{"ApplyRoamingJoinPermission", strings.Replace(one, "depot_07", reservedName, 1), codeName, "the service keeps the name to itself"},
		{"ApplyRoamingJoinPermission", strings.Replace(one, "101", "999", 1), codePlan, "there is no plan 999"},
		{"UpdateRoamingJoinPermission", "JoinPermissionId=201 RxDelay=2", codeNonExistent, "permission 201 is a local one"},
		{"UpdateRoamingJoinPermission", "JoinPermissionId=401 JoinPermissionName=凭证1", codeNameTaken, "permission 123 has the name"},
		{"UpdateRoamingJoinPermission", "JoinPermissionId=401 JoinPermissionName=" + reservedName, codeName, "the service keeps the name to itself"},
		{"UpdateRoamingJoinPermission", "JoinPermissionId=401 RxDelay=2, once it is bound to node group 602", codeBound, "a bound one cannot be changed"},
		{"UpdateRoamingJoinPermissionEnablingState", "JoinPermissionId=999 Enabled=true", codeNonExistent, "no permission has the ID 999"},
		{"UpdateRoamingJoinPermissionEnablingState", "JoinPermissionId=401 Enabled=true, with the key other", codeNotOwner, "another account rents it"},
		{"BindJoinPermissionToNodeGroup", "JoinPermissionId=999 NodeGroupId=602", codeNoPermission, "no permission has the ID 999"},
		{"BindJoinPermissionToNodeGroup", "JoinPermissionId=201 NodeGroupId=602", codeBound, "permission 201 is bound to node group 601"},
		{"BindJoinPermissionToNodeGroup", "JoinPermissionId=401 NodeGroupId=999", codeNoGroup, "no group has the ID 999"},
		{"BindJoinPermissionToNodeGroup", "JoinPermissionId=401 NodeGroupId=601", codeGroupBound, "node group 601 has permission 201"},
		{"BindJoinPermissionToNodeGroup", "JoinPermissionId=401 NodeGroupId=603", codeLocked, "node group 603 is locked"},
		{"UnbindJoinPermissionFromNodeGroup", "JoinPermissionId=401 NodeGroupId=602", codeNonExistent, "they are not bound"},
		{"UnbindJoinPermissionFromNodeGroup", "JoinPermissionId=401 NodeGroupId=603", codeLocked, "node group 603 is locked"},
		{"ListNodesByOwnedJoinPermissionId", "JoinPermissionId=999 " + list, codeNonExistent, "no permission has the ID 999"},
		{"CountNodesByOwnedJoinPermissionId", "JoinPermissionId=201", codeNotOwner, "permission 201 is rented, not owned"},
		{"GetFreqBandPlanGroup", "GroupId=999", codeNonExistent, "there is no plan 999"},
	}
}

// documented are the codes on the actions' reference pages, and in the vendor's API metadata where
// there is no page, beyond the five that any action can answer with. UpdateOwnedLocalJoinPermission
// has Examples.
func documented() map[string][]string {
	return map[string][]string{
		"CreateLocalJoinPermission":                   {codeLocalLimit, codeNameTaken, codeName, codePlan},
		"DeleteLocalJoinPermission":                   {codeNonExistent, codeAuthorized},
		"UpdateOwnedLocalJoinPermissionEnablingState": {codeNonExistent, codeNotOwner},
		"GetOwnedJoinPermission":                      {codeNonExistent, codeNotOwner},
		"GetRentedJoinPermission":                     {codeNonExistent, codeNotOwner},
		"ReturnJoinPermission":                        {codeNonExistent, codeBound},
		"SubmitJoinPermissionAuthOrder":               {codeManyRenters, codeAuthorized, codeNoRenter},
		"GetJoinPermissionAuthOrder":                  {codeNonExistent, codeNotOwner},
		"AcceptJoinPermissionAuthOrder":               {codeNonExistent, codeOrderState},
		"RejectJoinPermissionAuthOrder":               {codeNonExistent, codeNotOwner, codeOrderState},
		"CancelJoinPermissionAuthOrder":               {codeNonExistent, codeOrderState},
		"ApplyRoamingJoinPermission":                  {codeRoamingLimit, codeNameTaken, codeName, codePlan},
		"UpdateRoamingJoinPermission":                 {codeNonExistent, codeBound, codeNameTaken, codeName},
		"UpdateRoamingJoinPermissionEnablingState":    {codeNonExistent, codeNotOwner},
		"BindJoinPermissionToNodeGroup":               {codeNoPermission, codeBound, codeNoGroup, codeGroupBound, codeLocked},
		"UnbindJoinPermissionFromNodeGroup":           {codeNonExistent, codeLocked},
		"GetFreqBandPlanGroup":                        {codeNonExistent},
	}
}

func TestEveryDocumentedErrorIsReachedAsThePageSays(t *testing.T) {
	t.Parallel()
	raw, err := os.ReadFile("../../docs/emulator.md")
	if err != nil {
		t.Fatal(err)
	}
	reached := map[string][]string{}
	for _, r := range reaches() {
		reached[r.action] = append(reached[r.action], r.code)
		params, how, _ := strings.Cut(r.params, ", ")
		line := "| " + strings.Join([]string{r.action, "`" + params + "`" + strings.TrimSuffix(", "+how, ", "), r.code, r.why}, " | ") + " |"
		if !strings.Contains(string(raw), line+"\n") {
			t.Errorf("the page lacks %s", line)
		}
		t.Run(r.action+" "+r.code, func(t *testing.T) {
			t.Parallel()
			s, as := open(t, Options{}), Owner()
			params := strings.ReplaceAll(params, " ", ";")
			switch how {
			case "with the key other":
				as = Other()
			case "the sixth time":
				for range 5 {
					s.does(t, codeNoRenter, r.action, params)
				}
			case "once it is bound to node group 602":
				s.does(t, "", "BindJoinPermissionToNodeGroup", "JoinPermissionId=401;NodeGroupId=602")
			case "":
			default:
				t.Errorf("unknown: %s", how)
			}
			s.doesAs(t, as, r.code, r.action, params)
		})
	}
	for action, codes := range documented() {
		for _, code := range codes {
			if !slices.Contains(reached[action], code) {
				t.Errorf("%s: %s is not reached", action, code)
			}
		}
	}
}

// The five codes that any action answers with, whatever its parameters, by the key or the fault.
func TestEveryActionIsRefusedByKeysAndFaults(t *testing.T) {
	t.Parallel()
	s, failing := open(t, Options{}), open(t, Options{Faults: faultsOf(t, "internal")})
	for action := range actions() {
		for name, code := range map[string]string{"ram": codeRAM, "risk": codeRisk, "inactive": codeNotActivated, "featureless": codeNoFeature} {
			if action == actionWhoAmI {
				code = "" // it needs no policy and no product
			}
			s.doesAs(t, named(name), code, action, "")
		}
		failing.does(t, codeInternal, action, "")
	}
}

// The same three IDs stand for an error wherever a permission or an order is named.
func TestStagedIDsHoldForEveryActionThatNamesThem(t *testing.T) {
	t.Parallel()
	s := open(t, Options{})
	for _, a := range []string{
		"JoinPermissionId GetRentedJoinPermission", "JoinPermissionId BindJoinPermissionToNodeGroup;NodeGroupId=602", "JoinPermissionId DeleteLocalJoinPermission",
		"OrderId AcceptJoinPermissionAuthOrder", "OrderId GetJoinPermissionAuthOrder", "OrderId CancelJoinPermissionAuthOrder",
	} {
		param, rest, _ := strings.Cut(a, " ")
		action, more, _ := strings.Cut(rest, ";")
		for id, code := range map[string]string{"901": codeRAM, "902": codeRisk, "903": codeInternal} {
			s.does(t, code, action, param+"="+id+";"+more)
		}
	}
	s.does(t, "", "CountOwnedJoinPermissions", "JoinPermissionId=901;IotInstanceId=iot-not-activated") // it takes neither
}
