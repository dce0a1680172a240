package emulator

import (
	"encoding/base64"
	"fmt"
	"strconv"
	"strings"
)

// ofGateway gives what a gateway has under a name.
func (m maker) ofGateway(name string) (text string, known bool) {
	switch name {
	case "GwEui":
		return m.gateway(), true
	case "Name":
		return fmt.Sprintf("gateway_%02d", m.index+1), true
	case "Latitude":
		return fmt.Sprintf("31.2%d", 10+m.index), true
	case "Longitude":
		return fmt.Sprintf("121.4%d", 10+m.index), true
	case "BestPath":
		return strconv.FormatBool(m.index == 0), true
	}
	return "", false
}

// ofNode gives what a node has.
func (m maker) ofNode(name string) (text string, known bool) {
	switch name {
	case "DevEui":
		return m.device().DevEUI, true
	case "DevAddr":
		return m.device().DevAddr, true
	case "ClassMode":
		return string(m.device().ClassMode), true
	case "BoundMillis":
		return strconv.FormatInt(m.device().BoundMillis, 10), true
	case "LastJoinMillis":
		return strconv.FormatInt(m.device().LastJoinMillis, 10), true
	case "Appkey":
		return fmt.Sprintf("%016x%016x", m.number(name), m.number("more of "+name)), true
	case "PinCode":
		return fmt.Sprintf("%06d", m.number(name)%1_000_000), true
	}
	return "", false
}

// ofPacket gives what a packet has.
func (m maker) ofPacket(name string) (text string, known bool) {
	switch name {
	case "Base64EncodedMacPayload":
		return base64.StdEncoding.EncodeToString(m.payload()), true
	case "MacPayloadSize":
		return strconv.Itoa(len(m.payload())), true
	case "HasMacCommand":
		return strconv.FormatBool(m.hasCommand()), true
	case "MacCommandCIDs":
		if m.hasCommand() {
			return "LinkADRAns", true
		}
		return "", true
	case "FcntUp", "FcntDown":
		return strconv.Itoa(m.index + 1), true
	}
	return "", false
}

func (m maker) gateway() string { return fmt.Sprintf("d896e0ffff%06x", m.index+1) }

func (m maker) order() string { return strconv.Itoa(5101 + m.index) }

func (m maker) hasCommand() bool { return m.index%4 == 3 }

// device is the node that an item is about: the one that the request names, or a node of the first
// sample.
func (m maker) device() node {
	named := m.params["DevEui"]
	switch {
	case named == "" && m.action == "ListNodeTransferPacketPaths": // of one packet
		return m.nodes[0]
	case named == "":
		return m.nodes[m.index%len(m.nodes)]
	}
	for _, r := range samples() {
		for _, n := range unmoved(r) {
			if strings.EqualFold(n.DevEUI, named) {
				return n
			}
		}
	}
	made := m.nodes[0]
	made.DevEUI, made.DevAddr = named, fmt.Sprintf("%08x", hash(named)&0xffffffff)
	return made
}

// payload is an unconfirmed uplink (LoRaWAN section 4.1) without meaning, or that of the request.
func (m maker) payload() []byte {
	if given, err := base64.StdEncoding.DecodeString(m.params["Base64EncodedMacPayload"]); err == nil && len(given) > 0 {
		return given
	}
	return fmt.Appendf([]byte{0x40}, "sample %08x", m.number("payload")&0xffffffff)
}
