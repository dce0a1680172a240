package joinperm

import (
	"strconv"
)

func explainClass(class string) string {
	return map[string]string{
		"A": "downlinks follow an uplink",
		"B": "downlinks in scheduled slots",
		"C": "downlinks at any time",
	}[class]
}

func showSeconds(value string) string { return value + " s" }

func showDataRate(value string) string {
	if factor := spreadingFactor(value); factor != "" {
		return value + " (" + factor + ")"
	}
	return value
}

// spreadingFactor is what a data rate index means on CN470 and AS923 (LoRaWAN regional parameters:
// 125 kHz, 0 is SF12 and 5 is SF7).
func spreadingFactor(value string) string {
	n, err := strconv.Atoi(value)
	if err != nil || n < 0 || n > 5 {
		return ""
	}
	return "SF" + strconv.Itoa(12-n)
}

// ShowState is the state column: enabled, disabled, or "–" where the service did not send.
func (p *Listed) ShowState() string {
	switch p.Enabled {
	case "true":
		return "enabled"
	case "false":
		return "disabled"
	}
	return "–"
}
