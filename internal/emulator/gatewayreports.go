package emulator

import "linkwanctl/internal/joinperm"

// placedGateway is a gateway as ListGatewaysGisInfo shows it.
type placedGateway struct {
	GwEUI               string `json:"GwEui"`
	Name                string
	Enabled             bool
	OnlineState         string
	FreqBandPlanGroupID joinperm.Number `json:"FreqBandPlanGroupId"`
	GisCoordinateSystem string
	GisSourceType       string
	Longitude           float64
	Latitude            float64
	AuthTypes           string
	ChargeStatus        string
}

// listPlaced is ListGatewaysGisInfo: the gateways of ListGateways.
func listPlaced(s *Server, c *call) (any, error) {
	found, err := s.findGateways(c)
	placed := []placedGateway{}
	for _, g := range found {
		placed = append(placed, placedGateway{
			g.GwEUI, g.Name, g.Enabled, g.OnlineState, g.FreqBandPlanGroupID, g.GisCoordinateSystem, "MANUAL",
			g.Longitude, g.Latitude, g.AuthTypes, g.ChargeStatus,
		})
	}
	return placed, err
}

// activeGateway is a gateway as ListActiveGateways shows it.
type activeGateway struct {
	GwEUI               string `json:"GwEui"`
	Name                string
	Description         string
	OnlineState         string
	FreqBandPlanGroupID joinperm.Number `json:"FreqBandPlanGroupId"`
	CommunicationMode   string
	City                string
	District            string
	Address             string
	AddressCode         int64
	GisCoordinateSystem string
	Longitude           float64
	Latitude            float64
	ChargeStatus        string
}

// listActive is ListActiveGateways: the gateways that are online. It knows no instances.
func listActive(s *Server, c *call) (any, error) {
	found, err := s.findGateways(c)
	active := []activeGateway{}
	for _, g := range found {
		if g.OnlineState == stateOnline {
			active = append(active, activeGateway{
				g.GwEUI, g.Name, g.Description, g.OnlineState, g.FreqBandPlanGroupID, g.CommunicationMode, g.City, g.District, g.Address,
				g.AddressCode, g.GisCoordinateSystem, g.Longitude, g.Latitude, g.ChargeStatus,
			})
		}
	}
	return active, err
}
