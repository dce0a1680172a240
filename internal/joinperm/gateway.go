package joinperm

import (
	"encoding/json"

	"linkwanctl/internal/validate"
)

// Gateway is a gateway of the account, as ListGateways and GetGateway return it.
type Gateway struct {
	GwEUI                    EUI             `json:"GwEui"`
	GatewayName              Text            `json:"Name"`
	Description              Text            `json:"Description"`
	Enabled                  Bool            `json:"Enabled"`
	OnlineState              Text            `json:"OnlineState"`
	OnlineStateChangedMillis Number          `json:"OnlineStateChangedMillis"`
	FreqBandPlanGroupID      Number          `json:"FreqBandPlanGroupId"`
	CommunicationMode        Text            `json:"CommunicationMode"` // FULL_DUPLEX or HALF_DUPLEX
	City                     Text            `json:"City"`
	District                 Text            `json:"District"`
	Address                  Text            `json:"Address"`
	AddressCode              Number          `json:"AddressCode"`
	GisCoordinateSystem      Text            `json:"GisCoordinateSystem"` // WGS_84 or GCJ_02
	Longitude                Number          `json:"Longitude"`
	Latitude                 Number          `json:"Latitude"`
	ChargeStatus             Text            `json:"ChargeStatus"`
	EmbeddedNsID             Text            `json:"EmbeddedNsId"`
	ClassBSupported          Bool            `json:"ClassBSupported"`
	ClassBWorking            Bool            `json:"ClassBWorking"`
	TimeCorrectable          Bool            `json:"TimeCorrectable"`
	AuthTypes                json.RawMessage `json:"AuthTypes,omitempty"`
}

// Key is the gateway's GwEUI.
func (g *Gateway) Key() string { return string(g.GwEUI) }

// Name is the gateway's name.
func (g *Gateway) Name() string { return string(g.GatewayName) }

// GatewayStats are what a gateway carried and how it is, as GetGatewayStatusStat and, for a period,
// GetGatewayPacketStat return it.
type GatewayStats struct {
	GwEUI       EUI    `json:"GwEui"`
	Enabled     Bool   `json:"Enabled"`
	OnlineState Text   `json:"OnlineState"`
	OnlineHour  Number `json:"OnlineHour"`
	CPURadio    Number `json:"CpuRadio"`    // the share in use
	MemoryRadio Number `json:"MemoryRadio"` // the share in use
	RxCount     Number `json:"RxCount"`
	TxCount     Number `json:"TxCount"`
	GatewayPackets
}

// Key is the gateway's GwEUI.
func (s *GatewayStats) Key() string { return string(s.GwEUI) }

// GatewayPackets are the numbers of packets of a gateway, as GetGatewayPacketStat returns them.
type GatewayPackets struct {
	UplinkValid     Number `json:"UplinkValid"`
	UplinkInvalid   Number `json:"UplinkInvalid"`
	DownlinkValid   Number `json:"DownlinkValid"`
	DownlinkInvalid Number `json:"DownlinkInvalid"`
}

// GwEUI is the field that names a gateway.
func GwEUI() Field {
	return Field{
		Flag: "gw-eui", Param: "GwEui", Label: "gateway EUI", Example: "d896e0ffff000001", Rule: validate.GwEUI,
		Help: "GwEUI of the gateway, 16 hex digits",
	}
}

// onlineStates are the states of a gateway that the reference page of ListGateways names.
func onlineStates() []string { return []string{"ONLINE", "OFFLINE"} }

// GatewayFilters are the parameters that narrow ListGateways and CountGateways.
func GatewayFilters() []Field {
	enabled, band := enabledFilter(), BandField()
	enabled.Param, enabled.Explain = "IsEnabled", nil
	band.Of = nil
	return []Field{
		{
			Flag: "online-state", Param: "OnlineState", Label: "online", Example: "ONLINE", Rule: oneOf(onlineStates()), Values: onlineStates,
			Help: "connected to Link WAN: ONLINE or OFFLINE",
		},
		enabled,
		{
			Flag: "name-contains", Param: "FuzzyName", Label: "name", Example: "roof", Rule: validate.Fragment,
			Help: "part of the name",
		},
		{
			Flag: "gw-eui-contains", Param: "FuzzyGwEui", Label: "gateway EUI", Example: "d896e0", Rule: validate.EUIFragment,
			Help: "part of the GwEUI, hex digits",
		},
		{
			Flag: "city-contains", Param: "FuzzyCity", Label: "city", Example: "杭州", Rule: validate.Fragment,
			Help: "part of the city's name",
		},
		band,
	}
}

// SortGatewaysBy is the parameter that orders gateways.
func SortGatewaysBy() Field {
	return sortBy("ONLINE_STATE_CHANGED_MILLIS", "time of the last change of the online state")
}

// sortBy is the parameter that orders a list, with the one field that its page documents.
func sortBy(field, means string) Field {
	f, fields := SortBy(), func() []string { return []string{field} }
	f.Rule, f.Values, f.Example, f.Help = oneOf(fields()), fields, field, "field to sort by: "+field
	f.Explain = func(string) string { return means }
	return f
}
