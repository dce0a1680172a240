package api

import (
	"context"

	"linkwanctl/internal/joinperm"
)

// BandsCall reads the frequency band plan groups (ListFreqBandPlanGroups); its data is a OneOrMany
// of joinperm.Band.
func BandsCall() Call { return Call{Action: "ListFreqBandPlanGroups", Repeatable: true} }

// Bands reads the frequency band plan groups, each once; see List.
func Bands(ctx context.Context, c *Client) (Result[OneOrMany[joinperm.Band]], error) {
	return List[joinperm.Band](ctx, c, BandsCall())
}

// BandCall reads one frequency band plan group (GetFreqBandPlanGroup); its data is a joinperm.Band.
func BandCall(groupID string) Call {
	return Call{Action: "GetFreqBandPlanGroup", Params: map[string]string{"GroupId": groupID}, Repeatable: true, of: groupID}
}
