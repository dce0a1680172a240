package config

import (
	"slices"

	"linkwanctl/internal/i18n"
)

// settleDestination makes region and endpoint agree. An endpoint of the cloud names its region; if
// they disagree, the more specific layer decides for both, and one layer that contradicts itself is
// refused. An endpoint that names no region (an emulator, a gateway) stays, whatever the region:
// calls that were meant for a laboratory must not reach the cloud because LINKWANCTL_REGION is set
// somewhere.
func (c *Config) settleDestination() []Problem {
	region, endpoint := c.value(keyRegion), c.value(keyEndpoint)
	served := regionOf(endpoint.Text)
	if endpoint.Text == "" || served == "" || served == region.Text {
		return c.deriveEndpoint(region, endpoint)
	}
	switch above := region.Origin.rank() - endpoint.Origin.rank(); {
	case above == 0:
		return []Problem{endpoint.problem(flaw{rule: i18n.T("is in %s, but the region is %s: remove one of the two", served, region.Text)})}
	case above < 0:
		c.keep(Value{Key: keyRegion, Text: served, Origin: Origin{endpoint.Origin.Kind, i18n.N("from endpoint")}})
		return nil
	}
	c.warn(i18n.T("endpoint %s (%s) is ignored: it is not in region %s (%s)", endpoint.Text, endpoint.Origin.Where, region.Text, region.Origin.Where))
	return c.deriveEndpoint(region, Value{})
}

func (c *Config) deriveEndpoint(region, endpoint Value) []Problem {
	if endpoint.Text != "" {
		return nil
	}
	if !slices.Contains(linkWANRegions(), region.Text) {
		return []Problem{region.problem(checkServedRegion(region.Text))}
	}
	c.keep(Value{Key: keyEndpoint, Text: endpointOf(region.Text), Origin: Origin{region.Origin.Kind, i18n.N("from region")}})
	return nil
}
