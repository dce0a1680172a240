package conformance

import (
	"linkwanctl/internal/emulator"
	"linkwanctl/internal/secret"
)

// step is one call of a life, and what has to come of it.
type step struct {
	as     secret.Credential
	action string
	params string // name=value, separated by spaces
	want   string // values in the answer as path=value, or the code of the refusal
}

// life is what accounts do with join permissions, with every action that keeps one's state; around has
// the others. It starts with a new state file, so that the permissions it makes are 1001 and 1002 and
// its orders count from 5001.
func life() []step {
	owner, other := emulator.Owner(), emulator.Other()
	const (
		fresh  = "JoinPermissionName=冷链_07 ClassMode=A FreqBandPlanGroupId=101 RxDelay=3 DataRate=4"
		field  = "JoinPermissionName=field_07 ClassMode=A FreqBandPlanGroupId=101"
		id     = "JoinPermissionId=1001"
		offer  = id + " RenterAliyunId=sandbox-other"
		group  = id + " NodeGroupId=611"
		local  = id + " JoinPermissionType=LOCAL"
		roam   = "JoinPermissionId=1002"
		page   = "Limit=10 Offset=0 Ascending=false SortingField=CREATED_MILLIS "
		filter = "Enabled=true FuzzyJoinEui=e7 FuzzyJoinPermissionName=冷链"
	)
	return []step{
		// The owner makes one.
		{owner, "CreateLocalJoinPermission", fresh + " UseDefaultJoinEui=false JoinEui=00000000000000e7", "Data=1001"},
		{owner, "CreateLocalJoinPermission", fresh + " UseDefaultJoinEui=true", "JoinPermissionNameDuplicated"},
		{owner, "CreateLocalJoinPermission", "JoinPermissionName=limit_reached ClassMode=A FreqBandPlanGroupId=101 UseDefaultJoinEui=true", "ExceedLocalJoinPermissionLimit"},
		{owner, "GetOwnedJoinPermission", id, "Data.AuthState=NEW Data.JoinEui=00000000000000e7 Data.RxDelay=3 Data.Enabled=true Data.RenterAliyunId="},
		{other, "GetOwnedJoinPermission", id, "NotResourceOwner"},
		{owner, "ListOwnedJoinPermissions", page + filter, "Data.TotalCount=1 Data.List.0.JoinPermissionId=1001 Data.List.0.FreqBandPlanGroupId=101"},
		{owner, "ListOwnedJoinPermissions", page + "FuzzyRenterAliyunId=nobody", "Data.TotalCount=0 Data.List.0=<nil>"},
		{owner, "CountOwnedJoinPermissions", filter, "Data=1"},
		{owner, "CountOwnedJoinPermissions", "FuzzyRenterAliyunId=some-user", "Data=1"},

		// Permission 301 is in an Enterprise instance, which has to be named.
		{owner, "GetOwnedJoinPermission", "JoinPermissionId=301", "NonExistent"},
		{owner, "GetOwnedJoinPermission", "JoinPermissionId=301 IotInstanceId=iot-sandbox", "Data.JoinPermissionName=企业网关"},
		{owner, "UpdateOwnedLocalJoinPermission", "JoinPermissionId=301 ClassMode=C", "NonExistent"},
		{owner, "UpdateOwnedLocalJoinPermissionEnablingState", "JoinPermissionId=301 Enabled=false", "NonExistent"},
		{owner, "DeleteLocalJoinPermission", "JoinPermissionId=301", "NonExistent"},
		{owner, "ListNodesByOwnedJoinPermissionId", "JoinPermissionId=301 Limit=10 Offset=0", "NonExistent"},

		// The owner changes it.
		{owner, "UpdateOwnedLocalJoinPermissionEnablingState", id + " Enabled=false", ""},
		{owner, "CountOwnedJoinPermissions", filter, "Data=0"},
		{owner, "UpdateOwnedLocalJoinPermissionEnablingState", id + " Enabled=true", ""},
		{owner, "CountOwnedJoinPermissions", filter, "Data=1"},
		{owner, "UpdateOwnedLocalJoinPermission", id + " JoinPermissionName=冷链_08 ClassMode=C FreqBandPlanGroupId=201 RxDelay=15 DataRate=2 JoinEui=00000000000000e8", ""},
		{owner, "GetOwnedJoinPermission", id, "Data.JoinPermissionName=冷链_08 Data.ClassMode=C Data.FreqBandPlanGroupId=201 Data.RxDelay=15 Data.DataRate=2 Data.JoinEui=00000000000000e8"},
		{other, "UpdateOwnedLocalJoinPermission", id + " ClassMode=A", "NotResourceOwner"},
		{owner, "UpdateOwnedLocalJoinPermission", "JoinPermissionId=124 ClassMode=A", "JoinPermissionAlreadyAuthorized"},

		// The owner offers it, and thinks again.
		{owner, "SubmitJoinPermissionAuthOrder", id + " RenterAliyunId=nobody", "RenterDoesNotExist"},
		{owner, "SubmitJoinPermissionAuthOrder", offer, "Data=5001"},
		{owner, "GetOwnedJoinPermission", id, "Data.AuthState=APPLYING Data.RenterAliyunId=sandbox-other"},
		{owner, "GetJoinPermissionAuthOrder", "OrderId=5001", "Data.OrderId=5001 Data.OrderState=APPLYING Data.JoinPermissionId=1001 Data.OwnerAliyunId=sandbox-owner Data.RenterAliyunId=sandbox-other"},
		{owner, "CancelJoinPermissionAuthOrder", "OrderId=5001", ""},
		{owner, "CancelJoinPermissionAuthOrder", "OrderId=5001", "IllegalOrderStateTransition"},
		{other, "GetJoinPermissionAuthOrder", "OrderId=5001", "Data.OrderState=CANCELED"},
		{owner, "GetOwnedJoinPermission", id, "Data.AuthState=NEW"},
		{owner, "GetJoinPermissionAuthOrder", "OrderId=503", "Data.OrderState=ACCEPTED Data.ApplyingMillis=1577840400000 Data.AcceptedMillis=1577844000000"},

		// The other account rejects the second offer and accepts the third.
		{owner, "SubmitJoinPermissionAuthOrder", offer, "Data=5002"},
		{owner, "SubmitJoinPermissionAuthOrder", offer, "JoinPermissionAlreadyAuthorized"},
		{owner, "RejectJoinPermissionAuthOrder", "OrderId=5002", "NotResourceOwner"},
		{other, "RejectJoinPermissionAuthOrder", "OrderId=5002", ""},
		{other, "AcceptJoinPermissionAuthOrder", "OrderId=5002", "IllegalOrderStateTransition"},
		{owner, "GetJoinPermissionAuthOrder", "OrderId=5002", "Data.OrderState=REJECTED"},
		{owner, "SubmitJoinPermissionAuthOrder", offer, "Data=5003"},
		{owner, "DeleteLocalJoinPermission", id, "JoinPermissionAlreadyAuthorized"},
		{other, "GetRentedJoinPermission", id, "NotResourceOwner"},
		{other, "AcceptJoinPermissionAuthOrder", "OrderId=5003", ""},
		{owner, "GetOwnedJoinPermission", id, "Data.AuthState=ACCEPTED"},
		{owner, "UpdateOwnedLocalJoinPermission", id + " ClassMode=A", "JoinPermissionAlreadyAuthorized"},

		// The other account uses it and gives it back.
		{other, "GetRentedJoinPermission", id, "Data.Type=LOCAL Data.JoinPermissionName=冷链_08 Data.RxDelay=15 Data.BoundNodeGroupId="},
		{other, "BindJoinPermissionToNodeGroup", group, ""},
		{other, "BindJoinPermissionToNodeGroup", group, "JoinPermissionAlreadyBoundNodeGroup"},
		{other, "GetRentedJoinPermission", id, "Data.BoundNodeGroupId=611 Data.BoundNodeGroupName=other_group"},
		{other, "ListRentedJoinPermissions", page + "Type=LOCAL Enabled=true BoundNodeGroup=true FuzzyJoinEui=e8 FuzzyJoinPermissionName=冷链 FuzzyOwnerAliyunId=sandbox",
			"Data.TotalCount=1 Data.List.0.JoinPermissionId=1001 Data.List.0.JoinPermissionName=冷链_08 Data.List.0.Type=LOCAL Data.List.0.OwnerAliyunId=sandbox-owner " +
				"Data.List.0.ClassMode=C Data.List.0.FreqBandPlanGroupId=201 Data.List.0.RxDelay=15 Data.List.0.DataRate=2 Data.List.0.JoinEui=00000000000000e8 " +
				"Data.List.0.Enabled=true Data.List.0.BoundNodeGroup=true Data.List.0.BoundNodeGroupId=611 Data.List.0.BoundNodeGroupName=other_group"},
		{owner, "ListRentedJoinPermissions", page + "Type=LOCAL", "Data.TotalCount=1 Data.List.0.DataDispatchConfig.Destination=IOT Data.List.0.DataDispatchConfig.IotProduct.ProductKey=sandbox-product"},
		{other, "CountRentedJoinPermissions", "Type=LOCAL Enabled=true BoundNodeGroup=true FuzzyJoinEui=e8 FuzzyJoinPermissionName=冷链 FuzzyOwnerAliyunId=sandbox", "Data=1"},
		{other, "ReturnJoinPermission", local, "JoinPermissionAlreadyBoundNodeGroup"},
		{other, "UnbindJoinPermissionFromNodeGroup", group, ""},
		{other, "UnbindJoinPermissionFromNodeGroup", group, "NonExistent"},
		{other, "ReturnJoinPermission", local, ""},
		{other, "ReturnJoinPermission", local, "NonExistent"},
		{other, "CountRentedJoinPermissions", "", "Data=0"},

		// The owner deletes it.
		{other, "DeleteLocalJoinPermission", id, "NonExistent"},
		{owner, "DeleteLocalJoinPermission", id, ""},
		{owner, "GetOwnedJoinPermission", id, "NonExistent"},

		// An account has one roaming permission, 401 or the next.
		{owner, "ApplyRoamingJoinPermission", field, "ExceedRoamingJoinPermissionLimit"},
		{owner, "ReturnJoinPermission", "JoinPermissionId=401 JoinPermissionType=ROAMING", ""},
		{owner, "ApplyRoamingJoinPermission", field + " RxDelay=2 DataRate=3", "Data=1002"},
		{owner, "UpdateRoamingJoinPermission", roam + " JoinPermissionName=field_08 RxDelay=7 DataRate=5", ""},
		{owner, "UpdateRoamingJoinPermissionEnablingState", roam + " Enabled=false", ""},
		{owner, "GetRentedJoinPermission", roam, "Data.Type=ROAMING Data.JoinPermissionName=field_08 Data.RxDelay=7 Data.DataRate=5 Data.Enabled=false"},
		{other, "UpdateRoamingJoinPermissionEnablingState", roam + " Enabled=true", "NotResourceOwner"},

		// Nodes and frequency plans are there to be read.
		{owner, "CountNodesByOwnedJoinPermissionId", "JoinPermissionId=123 FuzzyDevEui=00A", "Data=1"},
		{owner, "CountNodesByOwnedJoinPermissionId", "JoinPermissionId=999", "NonExistent"},
		{owner, "ListNodesByOwnedJoinPermissionId", "JoinPermissionId=123 Limit=1 Offset=0 Ascending=false SortingField=CREATED_MILLIS FuzzyDevEui=feed",
			"Data.TotalCount=10 Data.List.0.DevEui=feed00007b00000a Data.List.0.DevAddr=00007b0a Data.List.0.ClassMode=A Data.List.0.BoundMillis=1577837400000 Data.List.0.LastJoinMillis=1577922660000"},
		{owner, "ListFreqBandPlanGroups", "", "Data.0.GroupId=101 Data.1.GroupId=102 Data.2.GroupId=201 Data.3=<nil>"},
		{owner, "GetFreqBandPlanGroup", "GroupId=201", "Data.GroupId=201 Data.FrequencyRegionId=CN Data.FrequencyType=SAME_FREQUENCY Data.BeginFrequency=923 Data.EndFrequency=925"},
		{owner, "GetFreqBandPlanGroup", "GroupId=999", "NonExistent"},
	}
}
