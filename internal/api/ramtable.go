package api

// ramTable has for each action of Link WAN the resources that a RAM policy names to allow it, after
// the product's public table of authorisations: without "acs:linkwan:*:*:", which all begin with,
// and {…} for the parameter of the call that has the ID. The policy's action is the API's behind
// "linkwan:".
const ramTable = `AcceptJoinPermissionAuthOrder join-permission-auth-order/{OrderId}
AddNodeToGroup node-group/{NodeGroupId}
ApplyRoamingJoinPermission rented-join-permission/*
BindJoinPermissionToNodeGroup node-group/{NodeGroupId} rented-join-permission/{JoinPermissionId}
CancelJoinPermissionAuthOrder join-permission-auth-order/{OrderId}
CountGatewayTupleOrders gateway-tuple-order/*
CountGateways gateway/*
CountNodeGroups node-group/*
CountNodeTupleOrders node-tuple-order/*
CountNodes node/*
CountNodesByNodeGroupId node/* node-group/{NodeGroupId}
CountNodesByOwnedJoinPermissionId node/* owned-join-permission/{JoinPermissionId}
CountNotifications event/*
CountOwnedJoinPermissions owned-join-permission/*
CountRentedJoinPermissions rented-join-permission/*
CreateGateway gateway/*
CreateLocalJoinPermission owned-join-permission/*
CreateNodeGroup node-group/*
DeleteGateway gateway/{GwEui}
DeleteLocalJoinPermission owned-join-permission/{JoinPermissionId}
DeleteNodeGroup node-group/{NodeGroupId}
EmptyDataDispatchConfig node-group/{NodeGroupId}
GetFreqBandPlanGroup freq-band-plan/{GroupId}
GetGateway gateway/{GwEui}
GetGatewayPacketStat diagram gateway/{GwEui}
GetGatewayStatusStat diagram gateway/{GwEui}
GetGatewayTransferPacketsDownloadUrl diagram gateway/{GwEui}
GetGatewayTupleOrder gateway-tuple-order/{OrderId}
GetGatewayTuplesDownloadUrl gateway-tuple/* gateway-tuple-order/{OrderId}
GetJoinPermissionAuthOrder join-permission-auth-order/{OrderId}
GetLatestApplyingJoinPermissionAuthOrder join-permission-auth-order/* owned-join-permission/{JoinPermissionId}
GetNode node/{DevEui}
GetNodeGroup node-group/{NodeGroupId}
GetNodeGroupTransferPacketsDownloadUrl diagram node-group/{NodeGroupId}
GetNodeTupleOrder node-tuple-order/{OrderId}
GetNodeTuplesDownloadUrl node-tuple/* node-tuple-order/{OrderId}
GetNodesAddingTask node-group/{NodeGroupId} node-adding-task/{TaskId}
GetNotification event/{NotificationId}
GetOwnedJoinPermission owned-join-permission/{JoinPermissionId}
GetRentedJoinPermission rented-join-permission/{JoinPermissionId}
GetUserDescription user-license/*
GetUserLicense user-license/*
ListActivatedFeatures feature/*
ListActiveGateways diagram gateway/*
ListFreqBandPlanGroups freq-band-plan/*
ListGatewayOnlineRecords diagram gateway/{GwEui}
ListGatewayTransferFlowStats diagram gateway/{GwEui}
ListGatewayTransferPackets diagram gateway/{GwEui}
ListGatewayTupleOrders gateway-tuple-order/*
ListGateways gateway/*
ListGatewaysGisInfo gateway/*
ListIotProducts data-dispatch/*
ListNodeGroupTransferFlowStats diagram node-group/{NodeGroupId}
ListNodeGroupTransferPackets diagram node-group/{NodeGroupId}
ListNodeGroups node-group/*
ListNodeTupleOrders node-tuple-order/*
ListNodes node/*
ListNodesByNodeGroupId node/* node-group/{NodeGroupId}
ListNodesByOwnedJoinPermissionId node/* owned-join-permission/{JoinPermissionId}
ListNotifications event/*
ListOnsUplinkTopics data-dispatch/*
ListOwnedJoinPermissions owned-join-permission/*
ListRentedJoinPermissions rented-join-permission/*
RejectJoinPermissionAuthOrder join-permission-auth-order/{OrderId}
RemoveNodeFromGroup node-group/{NodeGroupId}
ReturnJoinPermission rented-join-permission/{JoinPermissionId}
SendUnicastCommand node/{DevEui}
SubmitGatewayTupleOrder gateway-tuple-order/*
SubmitJoinPermissionAuthOrder join-permission-auth-order/* owned-join-permission/{JoinPermissionId}
SubmitNodeTupleOrder node-tuple-order/*
SubmitNodesAddingTask node-group/{NodeGroupId} node-adding-task/*
UnbindJoinPermissionFromNodeGroup node-group/{NodeGroupId} rented-join-permission/{JoinPermissionId}
UpdateDataDispatchConfig node-group/{NodeGroupId}
UpdateDataDispatchEnablingState node-group/{NodeGroupId}
UpdateGateway gateway/{GwEui}
UpdateGatewayEnablingState gateway/{GwEui}
UpdateNodeGroup node-group/{NodeGroupId}
UpdateNotificationsHandleState event/{NotificationId}
UpdateOwnedLocalJoinPermission owned-join-permission/{JoinPermissionId}
UpdateOwnedLocalJoinPermissionEnablingState owned-join-permission/{JoinPermissionId}
UpdateRoamingJoinPermission rented-join-permission/{JoinPermissionId}
UpdateRoamingJoinPermissionEnablingState rented-join-permission/{JoinPermissionId}
`
