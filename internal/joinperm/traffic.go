package joinperm

import (
	"errors"
	"strings"

	"linkwanctl/internal/text"
	"linkwanctl/internal/validate"
)

// Flow is the traffic of an hour or a day, as ListGatewayTransferFlowStats and
// ListNodeGroupTransferFlowStats return it.
type Flow struct {
	StatMillis    Number `json:"StatMillis"` // when the hour or day begins
	UplinkCount   Number `json:"UplinkCount"`
	DownlinkCount Number `json:"DownlinkCount"`
}

// Key is when the hour or day begins.
func (f *Flow) Key() string { return string(f.StatMillis) }

// Packet is a packet of a node, as ListNodeTransferPackets returns it.
type Packet struct {
	LogMillis Number `json:"LogMillis"`
	DevEUI    EUI    `json:"DevEui"`
	GwEUI     EUI    `json:"GwEui"`
	ClassMode Text   `json:"ClassMode"`
	Datr      Text   `json:"Datr"` // SF9BW125
	Freq      Number `json:"Freq"` // MHz
	Rssi      Number `json:"Rssi"` // dBm
	Snr       Number `json:"Snr"`  // dB
}

// Key is what distinguishes packets, which have no ID: several gateways may receive the same one.
func (p *Packet) Key() string {
	return strings.Join([]string{string(p.LogMillis), string(p.GwEUI), string(p.Freq), string(p.Datr), string(p.Rssi), string(p.Snr)}, " ")
}

// FlowFilter is the parameter for the length of the intervals that traffic is counted by.
func FlowFilter() Field {
	return Field{
		Flag: "by", Param: "TimeIntervalUnit", Label: "interval", Example: "hour",
		Rule: shortened(intervals(), "INTERVAL_IN_", "S"), Values: intervals, Help: "count by hour or day (default hour)",
	}
}

// HourlyFlow is what FlowFilter sends where it is not given.
const HourlyFlow = "INTERVAL_IN_HOURS"

func intervals() []string { return []string{"hour", "day"} }

// PacketFilters are the parameters that narrow ListNodeTransferPackets.
func PacketFilters() []Field {
	gateway := GwEUI()
	gateway.Help = "only packets through the gateway with this GwEUI"
	return []Field{
		{
			Flag: "category", Param: "Category", Label: "category", Example: "uplink", Rule: shortened(categories(), "", "_PACKET"), Values: categories,
			Help: "packets to list: uplink, downlink or invalid (default uplink)",
		},
		gateway,
	}
}

// UplinkPackets is what the category of PacketFilters sends where it is not given.
const UplinkPackets = "UPLINK_PACKET"

func categories() []string { return []string{"uplink", "downlink", "invalid"} }

// SortPacketsBy is the parameter that orders packets.
func SortPacketsBy() Field { return sortBy("LOG_MILLIS", "time") }

// shortened is the rule of a set whose values the API writes longer. It takes the API's own too, in
// either case.
func shortened(values []string, before, after string) validate.Rule {
	return func(value string) (string, error) {
		short := strings.ToUpper(value)
		short = strings.TrimSuffix(strings.TrimPrefix(short, before), after)
		known, err := validate.OneOf(strings.ToLower(short), values)
		if p := (*text.Problem)(nil); errors.As(err, &p) {
			p.Given = value
			return "", p
		}
		return before + strings.ToUpper(known) + after, nil
	}
}
