package emulator

import "linkwanctl/internal/joinperm"

// vocabulary has the values that the items take in turn.
func vocabulary() map[string][]string {
	return map[string][]string{
		"Address":                     {"No. 1 Sample Road", "No. 2 Sample Road"},
		"AddressCode":                 {"310115"},
		"AuthTypes":                   {"OWNED"},
		"Category":                    {"GATEWAY_OFFLINE_NOTICE"},
		"ChargeStatus":                {"NORMAL"},
		"CheckUserChargeStatus":       {"NORMAL"},
		"City":                        {"上海市"},
		"CommunicationMode":           {"ETHERNET", "4G"},
		"Datr":                        {"SF12BW125", "SF10BW125", "SF8BW125", "SF7BW125"},
		"DebugSwitch":                 {"false"},
		"Destination":                 {"IOT"},
		"District":                    {"浦东新区"},
		"DownlinkRegionName":          {"cn-shanghai"},
		"FPort":                       {"2"},
		"Freq":                        {"470.3", "470.5", "470.7", "470.9", "471.1", "471.3", "471.5", "471.7"},
		paramPlan:                     {"101"},
		"FailedCount":                 {"0"},
		"GisCoordinateSystem":         {"WGS84"},
		"GisSourceType":               {"MANUAL"},
		"GwOwnerAliyunId":             {ownerAccount},
		"HandleState":                 {"UNHANDLED"},
		"IsKpm":                       {"false"},
		"JoinEui":                     {joinperm.DefaultJoinEUI},
		joinperm.ID().Param:           {"123"},
		paramName:                     {"凭证1"},
		"JoinPermissionOwnerAliyunId": {ownerAccount},
		"JoinPermissionType":          {kindLocal},
		"ListActivatedFeatures":       {"JOIN_PERMISSION", "GATEWAY", "NODE_GROUP", "NOTIFICATION", "DATA_DISPATCH", "PACKET_LOG", "GIS", "MULTICAST", "TUPLE_ORDER", "REPORT"},
		"LoraVersion":                 {"1.0.2"},
		"MessageType":                 {"UNCONFIRMED_DATA_UP"},
		"MulticastEnabled":            {"false"},
		paramGroup:                    {"601"},
		"NodeGroupName":               {"field_group"},
		"NodeOwnerAliyunId":           {ownerAccount},
		"NodeType":                    {"STANDARD"},
		"OnlineState":                 {"ONLINE", "ONLINE", "OFFLINE"},
		"OrderState":                  {orderAccepted, orderAccepted, orderApplying},
		"Oui":                         {"d896e0"},
		"OwnerAliyunId":               {ownerAccount},
		"ProcessEvent":                {"RECEIVED"},
		"RenterAliyunId":              {thirdAccount},
		"RequiredCount":               {"10"},
		"SuccessCount":                {"10", "10", "0"}, // as OrderState
		"TupleType":                   {"STANDARD"},
		"UplinkRegionName":            {"cn-shanghai"},
	}
}
