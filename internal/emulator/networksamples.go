package emulator

import (
	"strconv"

	"linkwanctl/internal/joinperm"
)

// gateways are those of every state file.
func gateways() []gateway {
	of := func(account, eui, name, city, district string, band joinperm.Number) gateway {
		return gateway{
			account: account, GwEUI: eui, Name: name, Enabled: true, OnlineState: stateOnline, OnlineStateChangedMillis: sampleMillis,
			FreqBandPlanGroupID: band, CommunicationMode: "HALF_DUPLEX", City: city, District: district, AddressCode: 330108,
			GisCoordinateSystem: "GCJ_02", Longitude: 120.211, Latitude: 30.208, ClassBSupported: true, TimeCorrectable: true,
		}
	}
	silent := of(ownerAccount, "d896e0ffff000002", "depot_north", "上海市", "浦东新区", "101")
	silent.OnlineState, silent.OnlineStateChangedMillis = stateOffline, offlineMillis
	unused := of(ownerAccount, "d896e0ffff000003", "冷库网关", "杭州市", "余杭区", "201")
	unused.Enabled = false
	enterprise := of(ownerAccount, "d896e0ffff0000e1", "企业屋顶", "杭州市", "滨江区", "102")
	enterprise.instance = sampleInstance
	return []gateway{
		of(ownerAccount, "d896e0ffff000001", "roof_binjiang", "杭州市", "滨江区", "101"),
		silent, unused, enterprise,
		of(otherAccount, "d896e0ffff0000f1", "other_roof", "北京市", "海淀区", "101"),
	}
}

// notifications are those of every state file.
func notifications() []notification {
	offline := func(id, account, eui, state string) notification {
		n := notification{account: account, NotificationID: id, Category: gatewayOffline, NoticeMillis: offlineMillis}
		n.HandleState, n.GatewayOfflineInfo = state, &offlineInfo{eui, offlineMillis}
		return n
	}
	earlier := offline("703", ownerAccount, "d896e0ffff000001", handled)
	earlier.HandledMillis = joinperm.Number(strconv.FormatInt(offlineMillis+hourMillis, 10))
	offered := notification{account: ownerAccount, NotificationID: "702", Category: permissionOffered, NoticeMillis: sampleMillis + hourMillis}
	offered.HandleState = unhandled
	o := sampleOrders()[0]
	offered.JoinPermissionAuthInfo = &authInfo{o, "offered_field", joinperm.DefaultJoinEUI}
	return []notification{
		offline("701", ownerAccount, "d896e0ffff000002", unhandled), offered, earlier,
		offline("711", otherAccount, "d896e0ffff0000f1", unhandled),
	}
}
