package joinperm

import "strconv"

// Plan is one of the frequency band plan groups that the service documents.
// ListFreqBandPlanGroups is the authority on which there are.
type Plan struct {
	ID        string
	Region    string // the LoRaWAN regional parameters' name of the band
	Frequency string // whether uplink and downlink share their frequencies: "same" or "different"
}

// Plans are the documented frequency band plan groups.
func Plans() []Plan {
	return []Plan{{"101", "CN470", "same"}, {"102", "CN470", "different"}, {"201", "AS923", "same"}}
}

func planIDs() []string {
	var ids []string
	for _, plan := range Plans() {
		ids = append(ids, plan.ID)
	}
	return ids
}

func showPlan(id string) string {
	for _, plan := range Plans() {
		if plan.ID == id {
			return plan.Region + " " + plan.Frequency
		}
	}
	return ""
}

// ShowBand names a plan beside its number where it is a documented one.
func ShowBand(id string) string {
	if text := showPlan(id); text != "" {
		return id + " " + text
	}
	return id
}

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

// spreadingFactor is what a data rate index means on CN470 and AS923 (LoRaWAN
// regional parameters: 125 kHz, 0 is SF12 and 5 is SF7).
func spreadingFactor(value string) string {
	n, err := strconv.Atoi(value)
	if err != nil || n < 0 || n > 5 {
		return ""
	}
	return "SF" + strconv.Itoa(12-n)
}

// ShowState is the state column: enabled, disabled, or "–" where the service
// did not tell.
func (p *Listed) ShowState() string {
	switch p.Enabled {
	case "true":
		return "enabled"
	case "false":
		return "disabled"
	}
	return "–"
}
