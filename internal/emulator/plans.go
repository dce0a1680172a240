package emulator

import (
	"slices"

	"linkwanctl/internal/joinperm"
)

// listPlans is ListFreqBandPlanGroups.
func listPlans(*Server, *call) (any, error) {
	groups := []joinperm.Band{}
	for _, p := range joinperm.Plans() {
		groups = append(groups, p.Band)
	}
	return groups, nil
}

// getPlan is GetFreqBandPlanGroup.
func getPlan(_ *Server, c *call) (any, error) {
	for _, p := range joinperm.Plans() {
		if string(p.GroupID) == c.params["GroupId"] {
			return p.Band, nil
		}
	}
	return nil, refuse(codeNonExistent)
}

func planExists(id string) bool {
	return slices.ContainsFunc(joinperm.Plans(), func(p joinperm.Plan) bool { return string(p.GroupID) == id })
}
