package joinperm

import (
	"cmp"
	"fmt"
	"strings"

	"linkwanctl/internal/i18n"
	"linkwanctl/internal/validate"
)

// Band is a frequency band plan group as ListFreqBandPlanGroups returns it.
type Band struct {
	GroupID           Number `json:"GroupId"`
	FrequencyRegionID Text   `json:"FrequencyRegionId"`
	FrequencyType     Text   `json:"FrequencyType"`
	BeginFrequency    Number `json:"BeginFrequency"` // MHz
	EndFrequency      Number `json:"EndFrequency"`   // MHz
}

// Key is the group's ID.
func (b *Band) Key() string { return string(b.GroupID) }

// BandField is the frequency band plan group.
func BandField() Field {
	return Field{
		Flag: "freq-band-plan-group-id", Key: "freqBandPlanGroupId", Param: "FreqBandPlanGroupId", Label: "band", Example: "201", Rule: validate.FreqBandPlanGroupID,
		Help:   "band plan group: 101, 102 (CN470), 201 (AS923)",
		Values: planIDs, Explain: showPlan, Show: showBand,
		Of: func(p *Listed) *string { return (*string)(&p.FreqBandPlanGroupID) },
	}
}

// ShowRegion is the band's region as people name it, CN470 or AS923, where the group is a
// documented one. The service only returns the country, which is the same for both.
func (b *Band) ShowRegion() string {
	return cmp.Or(planOf(string(b.GroupID)).Region, string(b.FrequencyRegionID))
}

// Describe is the group in a line: its number, the region as people name it, whether uplink and
// downlink share their frequencies, and the range.
func (b *Band) Describe() i18n.Text {
	parts := []i18n.Text{i18n.Raw(strings.TrimSpace(string(b.GroupID) + " " + b.ShowRegion()))}
	switch b.FrequencyType {
	case "":
	case "SAME_FREQUENCY":
		parts = append(parts, i18n.T("same frequency"))
	case "DIFF_FREQUENCY":
		parts = append(parts, i18n.T("different frequencies"))
	default:
		parts = append(parts, i18n.Raw(string(b.FrequencyType)))
	}
	if b.BeginFrequency != "" && b.EndFrequency != "" {
		parts = append(parts, i18n.Raw(fmt.Sprintf("%s–%s MHz", b.BeginFrequency, b.EndFrequency)))
	}
	return i18n.Join(i18n.N(", "), parts...)
}

// showBand names a plan beside its number where it is a documented one.
func showBand(id string) i18n.Text {
	plan := planOf(id)
	if plan.Region == "" {
		return i18n.Raw(id)
	}
	return i18n.Join(" ", i18n.Raw(id), i18n.Raw(plan.Region), i18n.Word(plan.Frequency))
}

// Plan is one of the frequency band plan groups that the service documents. ListFreqBandPlanGroups
// is the authority on which there are.
type Plan struct {
	Band             // as ListFreqBandPlanGroups returns it
	Region    string // the LoRaWAN regional parameters' name of the band
	Frequency string // whether uplink and downlink share their frequencies: "same" or "different"
}

// Plans are the documented frequency band plan groups, spelled as the samples on the reference page
// spell them: the region is China's for AS923 too.
func Plans() []Plan {
	return []Plan{
		{Band{"101", "CN", "SAME_FREQUENCY", "470", "510"}, "CN470", i18n.N("same")},
		{Band{"102", "CN", "DIFF_FREQUENCY", "470", "510"}, "CN470", i18n.N("different")},
		{Band{"201", "CN", "SAME_FREQUENCY", "923", "925"}, "AS923", i18n.N("same")},
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
