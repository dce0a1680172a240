package emulator

import (
	"strconv"
	"time"

	"linkwanctl/internal/joinperm"
)

// What the samples are reached by.
const (
	sampleInstance = "iot-sandbox"
	publicInstance = "iot-public" // a public one whose ID the console shows
	reservedName   = "reserved_name"
	limitName      = "limit_reached" // no account may have one more permission of this name
)

// samples are the permissions of a new state file.
func samples() []record {
	granted := sample("124", "parking_b1", "C", "101", "1", "4", joinperm.DefaultJoinEUI, "true", 5)
	granted.AuthState, granted.RenterAliyunID = joinperm.AuthAccepted, thirdAccount
	foreign := sample("200", "other_field", "A", "101", "1", "4", joinperm.DefaultJoinEUI, "true", 1)
	rented := sample("201", "rented_field", "A", "201", "2", "3", "00000000000000b1", "true", 2)
	offered := sample("202", "offered_field", "C", "101", "1", "4", joinperm.DefaultJoinEUI, "true", 0)
	foreign.Owner, rented.Owner, offered.Owner = otherAccount, otherAccount, otherAccount
	rented.AuthState, rented.RenterAliyunID, rented.NodeGroupID = joinperm.AuthAccepted, ownerAccount, "601"
	rented.DataDispatchDestination, rented.BoundProductName = "IOT", "field_meters"
	offered.AuthState, offered.RenterAliyunID = joinperm.AuthApplying, ownerAccount
	enterprise := sample("301", "企业网关", "A", "102", "1", "4", "00000000000000e1", "true", 3)
	enterprise.InstanceID = sampleInstance
	public := sample("302", "public_field", "A", "101", "1", "4", joinperm.DefaultJoinEUI, "true", 0)
	public.InstanceID = publicInstance
	roaming := sample("401", "泛在凭证", "A", "101", "1", "4", joinperm.DefaultJoinEUI, "true", 1)
	roaming.Owner, roaming.AuthState, roaming.RenterAliyunID = roamingOwner, joinperm.AuthAccepted, ownerAccount
	return []record{
		sample("123", "凭证1", "A", "101", "1", "4", joinperm.DefaultJoinEUI, "true", 10),
		granted,
		sample("125", "冷链网关", "A", "201", "5", "2", "00000000000000a1", "false", 0),
		foreign, rented, offered, enterprise, public, roaming,
	}
}

// sampleOrders are the orders of a new state file: one that waits, one that was cancelled, one that
// was accepted.
func sampleOrders() []order {
	list := []order{
		{OrderID: "501", JoinPermissionID: "202", OwnerAliyunID: otherAccount, RenterAliyunID: ownerAccount},
		{OrderID: "502", JoinPermissionID: "123", OwnerAliyunID: ownerAccount, RenterAliyunID: ownerAccount},
		{OrderID: "503", JoinPermissionID: "124", OwnerAliyunID: ownerAccount, RenterAliyunID: thirdAccount},
	}
	applied := time.UnixMilli(sampleMillis).Add(time.Hour)
	for i := range list {
		list[i].enter(orderApplying, applied)
	}
	list[1].enter(orderCanceled, applied.Add(time.Hour))
	list[2].enter(orderAccepted, applied.Add(time.Hour))
	return list
}

// sampleMillis is when the samples were created: 2020-01-01T00:00:00Z.
const sampleMillis = 1577836800000

// sample is a permission of the owner in the public instance without an ID that is not granted.
func sample(id, name, class, plan, delay, rate, eui, enabled string, nodes int) record {
	p := joinperm.Owned{
		Listed: joinperm.Listed{
			JoinPermissionID: joinperm.Text(id), JoinPermissionName: joinperm.Text(name), ClassMode: joinperm.Text(class),
			FreqBandPlanGroupID: joinperm.Number(plan), RxDelay: joinperm.Number(delay), DataRate: joinperm.Number(rate),
			JoinEUI: joinperm.EUI(eui), Enabled: joinperm.Bool(enabled), AuthState: joinperm.AuthNew,
		},
		NodesCnt:         number(nodes),
		CreateMillis:     joinperm.Number(strconv.FormatInt(sampleMillis, 10)),
		MulticastEnabled: "false", MulticastNodeCapacity: "0", MulticastNodeCount: "0",
		RxDailySum: number(24 * nodes), RxMonthSum: number(720 * nodes), TxDailySum: number(nodes), TxMonthSum: number(30 * nodes),
	}
	return record{Owner: ownerAccount, Owned: p}
}

// staged gives the codes that an ID or instance alone causes, "" for any other.
func staged(c *call) string {
	switch c.instance() {
	case "iot-not-activated":
		return codeNotActivated
	case "iot-no-feature":
		return codeNoFeature
	}
	for _, param := range []string{joinperm.ID().Param, paramOrder} {
		if !c.do.takes(param) {
			continue
		}
		switch c.params[param] {
		case "901":
			return codeRAM
		case "902":
			return codeRisk
		case "903":
			return codeInternal
		}
	}
	return ""
}

func number(n int) joinperm.Number { return joinperm.Number(strconv.Itoa(n)) }
