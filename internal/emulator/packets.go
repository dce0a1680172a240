package emulator

import (
	"hash/fnv"
	"slices"
	"strconv"
	"strings"
	"time"
)

const (
	paramCategory = "Category"
	uplinks       = "UPLINK_PACKET"
	downlinks     = "DOWNLINK_PACKET"
	sortByLog     = "LOG_MILLIS"
)

// reportMillis is the time between two uplinks of a node.
const reportMillis = int64(10 * time.Minute / time.Millisecond)

// packet is a packet as ListNodeTransferPackets shows it.
type packet struct {
	LogMillis int64
	DevEUI    string `json:"DevEui"`
	GwEUI     string `json:"GwEui"`
	ClassMode string
	Datr      string
	Freq      float64
	Rssi      int
	Snr       float64
}

func packetParameters() []parameter {
	return periodParameters(nodeParameters(
		parameter{paramCategory, true, oneOf(uplinks, downlinks, "INVALID_PACKET")}, parameter{paramGateway, false, isEUI},
		parameter{"PageNumber", true, between(1, 1<<31-1)}, parameter{"PageSize", true, between(1, maxLimit)},
		parameter{"SortingField", false, oneOf(sortByLog)}, parameter{"Ascending", false, isBool})...)
}

// listPackets is ListNodeTransferPackets: uplinks are made up, downlinks are the commands that were
// sent.
func listPackets(s *Server, c *call) (any, error) {
	if _, _, err := c.period(); err != nil {
		return nil, err
	}
	begin, _ := strconv.ParseInt(c.params[paramBegin], 10, 64) // both were checked
	end, _ := strconv.ParseInt(c.params[paramEnd], 10, 64)
	var times []int64
	var n node
	err := s.state.view(func(t table) error {
		var err error
		if n, err = s.nodeNamed(t, c); err != nil {
			return err
		}
		switch c.params[paramCategory] {
		case uplinks:
			times = n.reports(begin, min(end, c.now.UnixMilli()))
		case downlinks:
			sent, err := t.commands(n.DevEUI)
			for _, one := range sent {
				if begin <= one.SentMillis && one.SentMillis <= end {
					times = append(times, one.SentMillis)
				}
			}
			return err
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	through := strings.ToLower(c.params[paramGateway])
	times = slices.DeleteFunc(times, func(at int64) bool { return through != "" && n.packetAt(at).GwEUI != through })
	number, _ := strconv.Atoi(c.params["PageNumber"])
	size, _ := strconv.Atoi(c.params["PageSize"])
	window := map[string]string{"Offset": strconv.Itoa((number - 1) * size), "Limit": strconv.Itoa(size), "Ascending": c.params["Ascending"]}
	p := page{List: []any{}, TotalCount: len(times)}
	for _, at := range cut(times, window) {
		p.List = append(p.List, n.packetAt(at))
	}
	return p, nil
}

// reports are the times of the node's uplinks in a period: one each ten minutes since it was bound.
func (n node) reports(begin, end int64) []int64 {
	phase := int64(n.random(0)) % reportMillis
	first := max(begin, n.BoundMillis)
	var times []int64
	for at := first - (first-phase)%reportMillis; at <= end; at += reportMillis {
		if at >= first {
			times = append(times, at)
		}
	}
	return times
}

// packetAt is the node's packet of a time.
func (n node) packetAt(at int64) packet {
	through := gateways()[0].GwEUI
	h := int(n.random(at) % 1000)
	return packet{
		at, n.DevEUI, through, string(n.ClassMode), "SF" + strconv.Itoa(7+h%4) + "BW125",
		float64(4863+2*(h%8)) / 10, -70 - h%40, float64(h%120-20) / 10,
	}
}

// random is a number that depends on the node and a time alone.
func (n node) random(at int64) uint32 {
	h := fnv.New32a()
	_, _ = h.Write([]byte(n.DevEUI + strconv.FormatInt(at, 10))) // never fails
	return h.Sum32()
}
