package emulator

import (
	"sort"
	"strconv"
	"strings"
	"time"

	"linkwanctl/internal/joinperm"
)

// gateway is a gateway, as GetGateway and ListGateways show it. No action of the emulator makes or
// removes one: they are the same in every state file, but for their being enabled.
type gateway struct {
	account, instance string

	GwEUI                    string `json:"GwEui"`
	Name                     string
	Description              string
	Enabled                  bool
	OnlineState              string
	OnlineStateChangedMillis int64
	FreqBandPlanGroupID      joinperm.Number `json:"FreqBandPlanGroupId"`
	CommunicationMode        string
	City                     string
	District                 string
	Address                  string
	AddressCode              int64
	GisCoordinateSystem      string
	Longitude                float64
	Latitude                 float64
	AuthTypes                string
	ChargeStatus             string
	EmbeddedNsID             string `json:"EmbeddedNsId"`
	ClassBSupported          bool
	ClassBWorking            bool
	TimeCorrectable          bool
}

const (
	paramGateway  = "GwEui"
	paramOnline   = "OnlineState"
	stateOnline   = "ONLINE"
	stateOffline  = "OFFLINE"
	sortByOnline  = "ONLINE_STATE_CHANGED_MILLIS"
	offlineMillis = sampleMillis + 3*int64(time.Hour/time.Millisecond)
)

// gatewayChange is what can change in a gateway.
type gatewayChange struct{ Enabled bool }

func gatewayFilters() []parameter {
	return within(
		parameter{paramOnline, false, oneOf(stateOnline, stateOffline)}, parameter{"IsEnabled", false, isBool}, parameter{"FuzzyGwEui", false, nil},
		parameter{"FuzzyName", false, nil}, parameter{"FuzzyCity", false, nil}, parameter{paramPlan, false, isInteger})
}

func gatewayParameters(more ...parameter) []parameter {
	return within(append([]parameter{{paramGateway, true, nil}}, more...)...)
}

// live gives a gateway as it is now.
func (g gateway) live(t table) (gateway, error) {
	change := gatewayChange{g.Enabled}
	err := changed(t, changedGateway, g.GwEUI, &change)
	g.Enabled = change.Enabled
	return g, err
}

// gateway is the one that a call names, if its account has it.
func (t table) gateway(c *call) (gateway, error) {
	for _, g := range gateways() {
		switch {
		case g.GwEUI != strings.ToLower(c.params[paramGateway]) || g.instance != c.instance():
		case g.account != c.account:
			return gateway{}, c.foreign()
		default:
			return g.live(t)
		}
	}
	return gateway{}, refuse(codeNonExistent)
}

// seen gives the gateway that a call names in a transaction of its own.
func (s *Server) seen(c *call) (g gateway, err error) {
	err = s.state.view(func(t table) error {
		g, err = t.gateway(c)
		return err
	})
	return g, err
}

// getGateway is GetGateway.
func getGateway(s *Server, c *call) (any, error) { return s.seen(c) }

// findGateways gives the account's gateways of one instance, filtered.
func (s *Server) findGateways(c *call) ([]gateway, error) {
	var found []gateway
	err := s.state.view(func(t table) error {
		for _, g := range gateways() {
			live, err := g.live(t)
			if err != nil {
				return err
			}
			if live.account == c.account && live.instance == c.instance() && live.matches(c.params) {
				found = append(found, live)
			}
		}
		return nil
	})
	return found, err
}

func (g gateway) matches(params map[string]string) bool {
	is := func(param, value string) bool { return params[param] == "" || strings.EqualFold(params[param], value) }
	return is(paramOnline, g.OnlineState) && is("IsEnabled", strconv.FormatBool(g.Enabled)) && is(paramPlan, string(g.FreqBandPlanGroupID)) &&
		contains(g.GwEUI, params["FuzzyGwEui"]) && contains(g.Name, params["FuzzyName"]) && contains(g.City, params["FuzzyCity"])
}

// listGateways is ListGateways.
func listGateways(s *Server, c *call) (any, error) {
	found, err := s.findGateways(c)
	if c.params["SortingField"] == sortByOnline {
		sort.SliceStable(found, func(a, b int) bool { return found[a].OnlineStateChangedMillis < found[b].OnlineStateChangedMillis })
	}
	return pageOf(found, c.params), err
}

// countGateways is CountGateways.
func countGateways(s *Server, c *call) (any, error) {
	found, err := s.findGateways(c)
	return len(found), err
}

// enableGateway is UpdateGatewayEnablingState.
func enableGateway(s *Server, c *call) (any, error) {
	return nil, s.state.update(func(t table) error {
		g, err := t.gateway(c)
		if err != nil {
			return err
		}
		return t.putChange(changedGateway, g.GwEUI, gatewayChange{strings.EqualFold(c.params[paramEnabled], "true")})
	})
}

// pageOf is the part of what was found that a request asks for.
func pageOf[T any](found []T, params map[string]string) page {
	p := page{List: []any{}, TotalCount: len(found)}
	for _, item := range cut(found, params) {
		p.List = append(p.List, item)
	}
	return p
}
