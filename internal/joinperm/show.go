package joinperm

import (
	"strconv"

	"linkwanctl/internal/i18n"
)

func explainClass(class string) string {
	return map[string]string{
		"A": "downlinks follow an uplink",
		"B": "downlinks in scheduled slots",
		"C": "downlinks at any time",
	}[class]
}

func showSeconds(value string) i18n.Text { return i18n.Raw(value + " s") }

func showDataRate(value string) i18n.Text {
	if factor := spreadingFactor(value); factor != "" {
		return i18n.Raw(value + " (" + factor + ")")
	}
	return i18n.Raw(value)
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
func (p *Listed) ShowState() i18n.Text {
	switch p.Enabled {
	case "true":
		return i18n.Word(i18n.N("enabled"))
	case "false":
		return i18n.Word(i18n.N("disabled"))
	}
	return i18n.Raw("–")
}
