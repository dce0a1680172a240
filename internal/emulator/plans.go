package emulator

import (
	"slices"

	"linkwanctl/internal/joinperm"
)

// planGroup is a frequency band plan group as the service tells it.
type planGroup struct {
	GroupID           joinperm.Number `json:"GroupId"`
	FrequencyRegionID string          `json:"FrequencyRegionId"`
	FrequencyType     string
	BeginFrequency    int64 // MHz
	EndFrequency      int64 // MHz
}

// planGroups are the documented ones, spelled as the samples on the reference
// page of ListFreqBandPlanGroups spell them: the region is China's for AS923 too.
func planGroups() []planGroup {
	ranges := map[string][2]int64{"CN470": {470, 510}, "AS923": {923, 925}}
	types := map[string]string{"same": "SAME_FREQUENCY", "different": "DIFF_FREQUENCY"}
	groups := []planGroup{}
	for _, p := range joinperm.Plans() {
		r := ranges[p.Region]
		groups = append(groups, planGroup{joinperm.Number(p.ID), "CN", types[p.Frequency], r[0], r[1]})
	}
	return groups
}

// listPlans is ListFreqBandPlanGroups.
func listPlans(*Server, *call) (any, error) { return planGroups(), nil }

// getPlan is GetFreqBandPlanGroup.
func getPlan(_ *Server, c *call) (any, error) {
	for _, g := range planGroups() {
		if string(g.GroupID) == c.params["GroupId"] {
			return g, nil
		}
	}
	return nil, refuse(codeNonExistent)
}

func planExists(id string) bool {
	return slices.ContainsFunc(joinperm.Plans(), func(p joinperm.Plan) bool { return p.ID == id })
}
