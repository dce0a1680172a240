package emulator

import (
	"hash/fnv"
	"math"
	"strconv"
	"time"
)

// The traffic of gateways and node groups is made up from their ID and the hour, so that it is the
// same whenever it is asked for.

const (
	paramBegin    = "BeginMillis"
	paramEnd      = "EndMillis"
	paramInterval = "TimeIntervalUnit"
	hourly        = "INTERVAL_IN_HOURS"
	daily         = "INTERVAL_IN_DAYS"
	hourMillis    = int64(time.Hour / time.Millisecond)
)

// mostHours is the longest period that traffic is told for: two years.
const mostHours = 2 * 366 * 24

func periodParameters(more ...parameter) []parameter {
	return append(more, parameter{paramBegin, true, isInteger}, parameter{paramEnd, true, isInteger})
}

func flowParameters(more ...parameter) []parameter {
	return periodParameters(append(more, parameter{paramInterval, true, oneOf(hourly, daily)})...)
}

// flow is an hour or a day, as ListNodeGroupTransferFlowStats shows it.
type flow struct {
	StatMillis    int64
	UplinkCount   int64
	DownlinkCount int64
}

// gatewayFlow is flow as ListGatewayTransferFlowStats shows it: the time is a string there.
type gatewayFlow struct {
	StatMillis    string
	UplinkCount   int64
	DownlinkCount int64
}

// period gives the hours of a call, from the one that BeginMillis is in up to EndMillis. Hours that
// have not begun have no traffic.
func (c *call) period() (first, end int64, err error) {
	begin, _ := strconv.ParseInt(c.params[paramBegin], 10, 64) // both were checked
	until, _ := strconv.ParseInt(c.params[paramEnd], 10, 64)
	switch {
	case begin < 0 || until < begin || until > math.MaxInt64/2:
		return 0, 0, invalid(paramEnd)
	case (until-begin)/hourMillis > mostHours:
		return 0, 0, invalid(paramBegin)
	}
	return begin / hourMillis, (min(until, c.now.UnixMilli()) + hourMillis - 1) / hourMillis, nil
}

// inHour is the traffic of one hour of what has an ID.
func inHour(id string, hour int64) (up, down int64) {
	h := fnv.New32a()
	_, _ = h.Write([]byte(id + strconv.FormatInt(hour, 10))) // never fails
	up = 20 + int64(h.Sum32()%30)
	return up, up / 8
}

// flowOf is the traffic of what has an ID, by hours or days; ended is the hour from which on it has
// none.
func (c *call) flowOf(id string, ended int64) ([]flow, error) {
	first, end, err := c.period()
	if err != nil {
		return nil, err
	}
	step := int64(1)
	if c.params[paramInterval] == daily {
		step = 24
	}
	list := []flow{}
	for hour := first; hour < end; hour++ {
		if begins := hour - hour%step; len(list) == 0 || list[len(list)-1].StatMillis != begins*hourMillis {
			list = append(list, flow{StatMillis: begins * hourMillis})
		}
		if hour < ended {
			up, down := inHour(id, hour)
			list[len(list)-1].UplinkCount += up
			list[len(list)-1].DownlinkCount += down
		}
	}
	return list, nil
}

// silentFrom is the hour from which on a gateway has no traffic.
func (g gateway) silentFrom() int64 {
	if g.OnlineState == stateOnline {
		return math.MaxInt64
	}
	return g.OnlineStateChangedMillis / hourMillis
}

// gatewayTraffic is ListGatewayTransferFlowStats.
func gatewayTraffic(s *Server, c *call) (any, error) {
	g, err := s.seen(c)
	if err != nil {
		return nil, err
	}
	found, err := c.flowOf(g.GwEUI, g.silentFrom())
	list := []gatewayFlow{}
	for _, f := range found {
		list = append(list, gatewayFlow{strconv.FormatInt(f.StatMillis, 10), f.UplinkCount, f.DownlinkCount})
	}
	return list, err
}

// gatewayPackets is GetGatewayPacketStat.
func gatewayPackets(s *Server, c *call) (any, error) {
	g, err := s.seen(c)
	if err != nil {
		return nil, err
	}
	var sum struct{ UplinkValid, UplinkInvalid, DownlinkValid, DownlinkInvalid int64 }
	found, err := c.flowOf(g.GwEUI, g.silentFrom())
	for _, f := range found {
		sum.UplinkValid += f.UplinkCount
		sum.DownlinkValid += f.DownlinkCount
	}
	sum.UplinkInvalid = sum.UplinkValid / 50
	return sum, err
}

// gatewayStatus is GetGatewayStatusStat.
func gatewayStatus(s *Server, c *call) (any, error) {
	g, err := s.seen(c)
	if err != nil {
		return nil, err
	}
	status := struct {
		GwEUI       string `json:"GwEui"`
		Enabled     bool
		OnlineState string
		OnlineHour  int64
		CPURadio    float64 `json:"CpuRadio"`
		MemoryRadio float64
		RxCount     int64
		TxCount     int64
	}{GwEUI: g.GwEUI, Enabled: g.Enabled, OnlineState: g.OnlineState}
	if g.OnlineState == stateOnline {
		status.OnlineHour = (c.now.UnixMilli() - g.OnlineStateChangedMillis) / hourMillis
		status.CPURadio, status.MemoryRadio = 0.12, 0.34
		status.RxCount, status.TxCount = 35*status.OnlineHour, 4*status.OnlineHour
	}
	return status, nil
}
