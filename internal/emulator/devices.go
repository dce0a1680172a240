package emulator

import (
	"strconv"
	"time"

	"linkwanctl/internal/joinperm"
)

// silence is a time in which a permission's fragile nodes are not heard.
type silence struct {
	Since int64  `json:"Since"`           // when the change was made, in Unix milliseconds
	Until int64  `json:"Until,omitempty"` // when the next change ended it, 0 for none
	Radio string `json:"Radio"`           // what the nodes are set to
}

// mostSilences bounds what a permission's record keeps: the newest.
const mostSilences = 100

// radio is what silences nodes when it changes.
func (r *record) radio() string { return string(r.ClassMode) + "/" + string(r.FreqBandPlanGroupID) }

// reassign sets fields. If nodes notice that, the record keeps when.
func (s *Server) reassign(r *record, set []joinperm.Assignment) {
	before := r.radio()
	r.assign(set)
	if s.devices.moves && r.radio() != before {
		r.silence(s.devices, before, s.now().UnixMilli())
	}
}

// silence begins a silence. One that is not over ends: its nodes are set to what was there before
// it, and are heard at once if that is what came back.
func (r *record) silence(m DeviceModel, before string, now int64) {
	if n := len(r.Silences); n > 0 {
		last := &r.Silences[n-1]
		over := last.over(m, now)
		if last.Until == 0 { // it has an end for models, too, in which nodes take longer
			last.Until = now
		}
		if !over {
			before = last.Radio
		}
		if r.radio() == before {
			return
		}
	}
	r.Silences = append(r.Silences, silence{Since: now, Radio: before})
	r.Silences = r.Silences[max(0, len(r.Silences)-mostSilences):]
}

// over reports whether all nodes are heard again.
func (x silence) over(m DeviceModel, now int64) bool {
	return x.Until != 0 || m.rejoin > 0 && now >= x.Since+m.rejoin.Milliseconds()
}

// devices are the nodes of a permission at a time, in Unix milliseconds.
type devices struct {
	model DeviceModel
	r     *record
	count int64
	new   bool // they came with the permission, as the model says
	now   int64
}

func (s *Server) devicesOf(r *record) devices {
	count, _ := strconv.ParseInt(string(r.NodesCnt), 10, 64)
	id, _ := strconv.ParseInt(string(r.JoinPermissionID), 10, 64)
	isNew := count == 0 && id > lastSampleID
	if isNew {
		count = int64(s.devices.nodes)
	}
	return devices{s.devices, r, count, isNew, s.now().UnixMilli()}
}

// alive gives a permission the figures that its nodes have caused.
func (s *Server) alive(r record) record {
	if !s.devices.moves {
		return r
	}
	d := s.devicesOf(&r)
	// The day and the month of the service are China's, which has had no other time since 1991.
	now := time.UnixMilli(d.now).In(time.FixedZone("", 8*60*60))
	day, month := d.uplinks(midnight(now, now.Day())), d.uplinks(midnight(now, 1))
	r.NodesCnt = number(int(d.count))
	r.RxDailySum, r.RxMonthSum = number(day), number(month)
	r.TxDailySum, r.TxMonthSum = number(day/24), number(month/24) // as many as the samples have
	return r
}

func midnight(now time.Time, day int) int64 {
	return time.Date(now.Year(), now.Month(), day, 0, 0, 0, 0, now.Location()).UnixMilli()
}

// uplinks is how many all nodes have sent since a time.
func (d devices) uplinks(since int64) int {
	created, _ := strconv.ParseInt(string(d.r.CreateMillis), 10, 64)
	since = max(since, created)
	total := int64(0)
	for i := range d.count {
		total += d.sent(i, since, d.now)
		for _, x := range d.r.Silences {
			end, _ := d.silent(i, x)
			total -= d.sent(i, max(since, x.Since), min(d.now, end))
		}
	}
	return int(total)
}

// sent is how often a node that is never silent sends from one time to another. The nodes take
// turns.
func (d devices) sent(i, from, to int64) int64 {
	every := d.model.every.Milliseconds()
	turn := i * every / d.count
	return max(0, (to-turn)/every-(from-turn)/every)
}

// silent gives the end of a node's part in a silence, and whether it ended by joining again. It has
// no part in it if that is when the silence begins.
func (d devices) silent(i int64, x silence) (end int64, joined bool) {
	fragile := (d.count*int64(d.model.silent) + 50) / 100
	id, _ := strconv.ParseInt(string(d.r.JoinPermissionID), 10, 64)
	place := (i - id%d.count + d.count) % d.count // the fragile ones are others in each permission
	switch last := x.Until; {
	case place >= fragile:
		return x.Since, false
	case d.model.rejoin == 0 && last == 0:
		return d.now, false
	case d.model.rejoin == 0:
		return last, false
	default:
		// One after the other, the last one when the time is over.
		end = x.Since + d.model.rejoin.Milliseconds()*(place+1)/fragile
		if last != 0 && last < end {
			return last, false
		}
		return end, end <= d.now
	}
}

// lastJoin is when a node joined, after it had joined first at a time.
func (d devices) lastJoin(i, first int64) int64 {
	last := first
	for _, x := range d.r.Silences {
		if end, joined := d.silent(i, x); joined {
			last = max(last, end)
		}
	}
	return last
}
