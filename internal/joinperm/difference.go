package joinperm

import (
	"slices"

	"linkwanctl/internal/i18n"
)

// Difference is one field of a change, with the live value and the new one.
type Difference struct {
	Field     Field
	Live, New string
}

// Same reports whether the service already has the new value.
func (d Difference) Same() bool { return d.Live == d.New }

// Differences compares each field of the change with the live value.
func (c Change) Differences(live *Listed) []Difference {
	var all []Difference
	for _, a := range c.Set {
		all = append(all, Difference{*a.Field, *a.Field.Of(live), a.Value})
	}
	return all
}

// Differing is the change without the values that the service already has.
func (c Change) Differing(live *Listed) Change {
	less := Change{ID: c.ID, InstanceID: c.InstanceID}
	for _, a := range c.Set {
		if *a.Field.Of(live) != a.Value {
			less.Set = append(less.Set, a)
		}
	}
	return less
}

// AffectsNodes reports whether the change sets a field that has an Effect on nodes.
func (c Change) AffectsNodes() bool {
	return slices.ContainsFunc(c.Set, func(a Assignment) bool {
		return a.Field.Param == "ClassMode" || a.Field.Param == "FreqBandPlanGroupId" || a.Field.Param == "JoinEui"
	})
}

// Effect says what the change of a field does to the nodes that use the permission, "" where it
// does nothing that they notice. A node group takes class, band and JoinEUI from its permission;
// what follows from that is inferred from LoRaWAN, not from the service's reference.
func (d Difference) Effect(nodes string) i18n.Text {
	if d.Same() || nodes == "" || nodes == "0" {
		return i18n.Text{}
	}
	switch one := nodes == "1"; {
	case d.Field.Param == "ClassMode" && one:
		return i18n.T("its node misses downlinks until its firmware runs class %s", d.New)
	case d.Field.Param == "ClassMode":
		return i18n.T("its %s nodes miss downlinks until their firmware runs class %s", nodes, d.New)
	case d.Field.Param == "FreqBandPlanGroupId" && one:
		return i18n.T("its node and the gateways on the old band become unreachable")
	case d.Field.Param == "FreqBandPlanGroupId":
		return i18n.T("its %s nodes and the gateways on the old band become unreachable", nodes)
	case d.Field.Param == "JoinEui" && one:
		return i18n.T("its node cannot join again if its firmware has the old JoinEUI")
	case d.Field.Param == "JoinEui":
		return i18n.T("those of its %s nodes whose firmware has the old JoinEUI cannot join again", nodes)
	}
	return i18n.Text{}
}
