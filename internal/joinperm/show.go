package joinperm

import (
	"cmp"
	"strconv"
	"strings"
)

// Plan is one of the frequency band plan groups that the service documents.
// ListFreqBandPlanGroups is the authority on which there are.
type Plan struct {
	Band             // as ListFreqBandPlanGroups tells it
	Region    string // the LoRaWAN regional parameters' name of the band
	Frequency string // whether uplink and downlink share their frequencies: "same" or "different"
}

// Plans are the documented frequency band plan groups, spelled as the samples on
// the reference page spell them: the region is China's for AS923 too.
func Plans() []Plan {
	return []Plan{
		{Band{"101", "CN", "SAME_FREQUENCY", "470", "510"}, "CN470", "same"},
		{Band{"102", "CN", "DIFF_FREQUENCY", "470", "510"}, "CN470", "different"},
		{Band{"201", "CN", "SAME_FREQUENCY", "923", "925"}, "AS923", "same"},
	}
}

func planIDs() []string {
	var ids []string
	for _, plan := range Plans() {
		ids = append(ids, string(plan.GroupID))
	}
	return ids
}

// planOf gives the documented plan of a number, without a name for any other.
func planOf(id string) Plan {
	for _, plan := range Plans() {
		if string(plan.GroupID) == id {
			return plan
		}
	}
	return Plan{}
}

func showPlan(id string) string {
	plan := planOf(id)
	return strings.TrimSpace(plan.Region + " " + plan.Frequency)
}

// ShowRegion is the band's region as people name it, CN470 or AS923, where the
// group is a documented one. The service tells the country of both.
func (b *Band) ShowRegion() string {
	return cmp.Or(planOf(string(b.GroupID)).Region, string(b.FrequencyRegionID))
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
