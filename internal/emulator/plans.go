package emulator

import (
	"slices"
	"strings"

	"linkwanctl/internal/joinperm"
)

// planGroup is a frequency band plan group as ListFreqBandPlanGroups tells it.
// The frequencies are in Hz.
type planGroup struct {
	GroupID           joinperm.Number `json:"GroupId"`
	FrequencyRegionID string          `json:"FrequencyRegionId"`
	FrequencyType     string
	BeginFrequency    int64
	EndFrequency      int64
}

// listPlans is ListFreqBandPlanGroups. The groups are the documented ones; how the
// service spells their regions and types is inferred.
func listPlans(*Server, *call) (any, error) {
	// First and last uplink channel of LoRaWAN's regional parameters (RP002).
	ranges := map[string][2]int64{"CN470": {470_300_000, 489_300_000}, "AS923": {923_200_000, 923_400_000}}
	groups := []planGroup{}
	for _, p := range joinperm.Plans() {
		r := ranges[p.Region]
		groups = append(groups, planGroup{joinperm.Number(p.ID), p.Region, strings.ToUpper(p.Frequency), r[0], r[1]})
	}
	return groups, nil
}

func planExists(id string) bool {
	return slices.ContainsFunc(joinperm.Plans(), func(p joinperm.Plan) bool { return p.ID == id })
}
