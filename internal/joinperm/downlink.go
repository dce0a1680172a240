package joinperm

import "linkwanctl/internal/validate"

// DevEUI is the field that names a node.
func DevEUI() Field {
	return Field{
		Flag: "dev-eui", Param: "DevEui", Label: "dev EUI", Example: "feed00007b000001", Rule: validate.DevEUI,
		Help: "DevEUI of the node, 16 hex digits",
	}
}

// HexPayload is the payload of a downlink, as the API takes it.
func HexPayload() Field {
	return Field{
		Flag: "hex", Param: "Content", Label: "payload", Example: "0a1b2c", Rule: validate.HexPayload,
		Help: "payload in hex digits, 1 to 51 bytes",
	}
}

// Base64Payload is the payload of a downlink in Base64.
func Base64Payload() Field {
	f := HexPayload()
	f.Flag, f.Example, f.Rule, f.Help = "base64", "Chss", validate.Base64Payload, "payload in Base64, 1 to 51 bytes"
	return f
}

// DownlinkPort is the port that a downlink is for.
func DownlinkPort() Field {
	return Field{
		Flag: "f-port", Param: "FPort", Label: "port", Example: "10", Rule: validate.FPort,
		Help: "port of the application on the node, 1 to 223",
	}
}

// DownlinkFields are what SendUnicastCommand takes beside node and payload. The port is required.
func DownlinkFields() []Field {
	return []Field{
		DownlinkPort(),
		{
			Flag: "max-retries", Param: "MaxRetries", Label: "retries", Example: "2", Rule: validate.Retries,
			Help: "how often Link WAN sends it again, 0 to 255 (default 0)",
		},
	}
}
