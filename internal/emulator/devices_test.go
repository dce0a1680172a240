package emulator

import (
	"path/filepath"
	"testing"
	"time"

	"linkwanctl/internal/joinperm"
)

func TestADeviceModelIsReadOrRefused(t *testing.T) {
	t.Parallel()
	steady := DeviceModel{moves: true, every: time.Minute, rejoin: 10 * time.Minute}
	fragile := steady
	fragile.silent = 30
	for text, want := range map[string]DeviceModel{
		"": {}, "fixed": {}, "steady": steady, "fragile": fragile, "silent=30%": fragile,
		"fragile,rejoin=never,every=1s": {moves: true, every: time.Second, silent: 30},
		"steady,nodes=8":                {moves: true, every: time.Minute, rejoin: 10 * time.Minute, nodes: 8},
	} {
		if got, err := ParseDeviceModel(text); err != nil || got != want {
			t.Errorf("%q: %+v, %v", text, got, err)
		}
	}
	for text, want := range map[string]string{
		"fragil":           `is not a device model: did you mean fragile? (known: fixed, steady, fragile)`,
		"fixed,every=1s":   "fixed takes no keys: its nodes do nothing",
		"fragile,steady":   `"steady" is not a key of a device model (known: every, nodes, rejoin, silent)`,
		"silent=30":        `"30" must be 0% to 100%, as in silent=30%`,
		"silent=101%":      `"101%" must be 0% to 100%, as in silent=30%`,
		"every=1ms":        `"1ms" must be a duration from 10ms to 24h, as in every=1m`,
		"rejoin=0s":        `"0s" must be a duration from 1ms to 24h, as in rejoin=1m`,
		"nodes=1001":       `"1001" must be 0 to 1000, as in nodes=10`,
		"steady,rejion=1m": `"rejion" is not a key of a device model: did you mean rejoin? (known: every, nodes, rejoin, silent)`,
	} {
		if _, err := ParseDeviceModel(text); err == nil || err.Error() != want {
			t.Errorf("%q: %v, want %s", text, err, want)
		}
	}
}

func modelOf(t *testing.T, text string) DeviceModel {
	t.Helper()
	m, err := ParseDeviceModel(text)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// asks sends a request at the time that the clock shows.
func (s *service) asks(t *testing.T, action string, params map[string]string) reply {
	t.Helper()
	return s.wants(t, "", message{action: action, params: params, at: s.clock.Now()})
}

// figures are the uplinks of today and of the month, the downlinks of today and the nodes.
func (s *service) figures(t *testing.T, id string) [4]float64 {
	t.Helper()
	p, _ := s.asks(t, "GetOwnedJoinPermission", map[string]string{"JoinPermissionId": id}).data(t).(map[string]any)
	var all [4]float64
	for i, name := range []string{"RxDailySum", "RxMonthSum", "TxDailySum", "NodesCnt"} {
		all[i], _ = p[name].(float64)
	}
	return all
}

// joinedSince is how many nodes joined after a time.
func (s *service) joinedSince(t *testing.T, id string, since time.Time) int {
	t.Helper()
	page, _ := s.asks(t, "ListNodesByOwnedJoinPermissionId", map[string]string{"JoinPermissionId": id, "Limit": "100", "Offset": "0"}).data(t).(map[string]any)
	list, _ := page["List"].([]any)
	n := 0
	for _, item := range list {
		one, _ := item.(map[string]any)
		if at, _ := one["LastJoinMillis"].(float64); int64(at) > since.UnixMilli() {
			n++
		}
	}
	return n
}

// It is noon in UTC and 20:00 in China, on the 23rd: 1200 minutes of the day have passed.
func TestNodesSendWithTheClock(t *testing.T) {
	t.Parallel()
	s := open(t, Options{Devices: modelOf(t, "steady")})
	const days = 22 * 1440
	for _, c := range []struct {
		add  time.Duration
		want [4]float64
	}{
		{0, [4]float64{12000, 10 * (days + 1200), 500, 10}},
		{30 * time.Second, [4]float64{12005, 10*(days+1200) + 5, 500, 10}},
		{30 * time.Second, [4]float64{12010, 10 * (days + 1201), 500, 10}},
		{4 * time.Hour, [4]float64{10, 10 * (days + 1441), 0, 10}},
		{7 * 24 * time.Hour, [4]float64{10, 10, 0, 10}},
	} {
		s.clock.add(c.add)
		if got := s.figures(t, "123"); got != c.want {
			t.Errorf("after %s: %v, want %v", c.add, got, c.want)
		}
	}
}

func TestNodesOfTheFixedModelDoNothing(t *testing.T) {
	t.Parallel()
	s := open(t, Options{})
	before := s.figures(t, "123")
	s.wants(t, "", message{params: set("123", "ClassMode", "C")})
	s.clock.add(time.Hour)
	if got := s.figures(t, "123"); got != before || got[0] != 240 || s.joinedSince(t, "123", noon) != 0 {
		t.Errorf("%v, before %v", got, before)
	}
}

// Three of ten nodes are silenced, and join one after the other.
func TestAChangeSilencesNodesUntilTheyJoinAnew(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"ClassMode", "FreqBandPlanGroupId"} {
		s := open(t, Options{Devices: modelOf(t, "fragile,rejoin=30m")})
		value := map[string]string{"ClassMode": "C", "FreqBandPlanGroupId": "102"}[name]
		s.wants(t, "", message{params: set("123", name, value)})
		before, last := s.figures(t, "123"), 0.0
		for _, c := range []struct {
			uplinks float64
			joined  int
		}{{70, 1}, {80, 2}, {90, 3}, {100, 3}} {
			s.clock.add(10 * time.Minute)
			sent := s.figures(t, "123")[0] - before[0]
			if joined := s.joinedSince(t, "123", noon); sent-last != c.uplinks || joined != c.joined {
				t.Errorf("%s: %v uplinks, %d joined, want %+v", name, sent-last, joined, c)
			}
			last = sent
		}
	}
}

func TestWhatNodesDoNotNoticeSilencesNone(t *testing.T) {
	t.Parallel()
	s := open(t, Options{Devices: modelOf(t, "silent=100%,rejoin=never")})
	before := s.figures(t, "123")
	for _, c := range [][2]string{{"RxDelay", "3"}, {"DataRate", "2"}, {"JoinEui", "00000000000000a1"}, {"JoinPermissionName", "other"}, {"ClassMode", "A"}} {
		s.wants(t, "", message{params: set("123", c[0], c[1])})
	}
	s.clock.add(10 * time.Minute)
	if got := s.figures(t, "123"); got[0]-before[0] != 100 {
		t.Errorf("%v, before %v", got, before)
	}
}

// Nodes that have not joined again are heard as soon as their settings are back, and not by another
// change.
func TestSilencedNodesAreHeardOnceTheirSettingsAreBack(t *testing.T) {
	t.Parallel()
	s := open(t, Options{Devices: modelOf(t, "silent=30%,rejoin=never")})
	last := s.figures(t, "123")[0]
	for _, c := range []struct {
		class   string
		uplinks float64
	}{{"C", 70}, {"B", 70}, {"A", 100}} {
		s.wants(t, "", message{params: set("123", "ClassMode", c.class), at: s.clock.Now()})
		s.clock.add(10 * time.Minute)
		now := s.figures(t, "123")[0]
		if now-last != c.uplinks || s.joinedSince(t, "123", noon) != 0 {
			t.Errorf("class %s: %v uplinks, want %v", c.class, now-last, c.uplinks)
		}
		last = now
	}
}

// What the nodes did is the same for the next process.
// A state that was made with another model has no node that is silent twice at a time.
func TestASilenceEndsWithTheNextOneInAnyModel(t *testing.T) {
	t.Parallel()
	quick := modelOf(t, "silent=50%,rejoin=1s")
	var r record
	for i, class := range []string{"C", "B", "C"} {
		before := r.radio()
		r.ClassMode = joinperm.Text(class)
		r.silence(quick, before, int64(i)*10_000)
	}
	if len(r.Silences) != 3 || r.Silences[0].Until != 10_000 || r.Silences[1].Until != 20_000 || r.Silences[2].Until != 0 {
		t.Errorf("got %+v", r.Silences)
	}
}

func TestSilencedNodesOutliveTheProcess(t *testing.T) {
	t.Parallel()
	data := filepath.Join(t.TempDir(), "state")
	model := modelOf(t, "silent=50%,rejoin=never")
	server, err := Open(Options{Data: data, Devices: model, Now: func() time.Time { return noon.Add(-time.Hour) }})
	if err != nil {
		t.Fatal(err)
	}
	err = server.state.update(func(tb table) error {
		r, _, err := tb.get("123")
		if err != nil {
			return err
		}
		before := r.radio()
		r.ClassMode = "C"
		r.silence(model, before, server.now().UnixMilli())
		return tb.put(r)
	})
	if err != nil || server.Close() != nil {
		t.Fatal(err)
	}
	s := open(t, Options{Data: data, Devices: model})
	if got := s.figures(t, "123")[0]; got != 12000-5*60 {
		t.Errorf("%v uplinks", got)
	}
}

// Only where the model gives new permissions nodes do they have any.
func TestNewPermissionsHaveTheNodesOfTheModel(t *testing.T) {
	t.Parallel()
	s := open(t, Options{Devices: modelOf(t, "steady,nodes=8")})
	create := map[string]string{"JoinPermissionName": "depot_01", "ClassMode": "A", "FreqBandPlanGroupId": "101", "UseDefaultJoinEui": "true"}
	s.asks(t, "CreateLocalJoinPermission", create)
	s.clock.add(10 * time.Minute)
	if got := s.figures(t, "1001"); got != [4]float64{80, 80, 3, 8} || s.joinedSince(t, "1001", noon) != 0 {
		t.Errorf("%v", got)
	}
	if count := s.asks(t, "CountNodesByOwnedJoinPermissionId", map[string]string{"JoinPermissionId": "1001"}).data(t); count != 8.0 {
		t.Errorf("%v nodes are counted", count)
	}
	if got := s.figures(t, "125")[3]; got != 0 {
		t.Errorf("a sample has %v nodes", got)
	}
}
