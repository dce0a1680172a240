package emulator

import (
	"strconv"
	"strings"
	"time"

	"linkwanctl/internal/i18n"
)

// DeviceModel says how the nodes of the permissions behave. ParseDeviceModel makes one. The zero
// value is that of DeviceFixed.
//
// Nothing runs for it: what the nodes have done is computed from the clock and from the changes that
// the state file has, so that it is the same for every process that opens the file.
type DeviceModel struct {
	moves  bool
	every  time.Duration // between two uplinks of a node
	silent int           // percent of a permission's nodes that a change silences
	rejoin time.Duration // until the last of those has joined again; 0 is never
	nodes  int           // of a permission that was created, which has none otherwise
}

// The models that have a name.
const (
	DeviceFixed   = "fixed"   // counters and joins never move
	DeviceSteady  = "steady"  // nodes send, and no change silences one
	DeviceFragile = "fragile" // a change silences 30% of the nodes for up to 10 minutes
)

// DeviceModels are the names, for help and completion.
func DeviceModels() []string { return []string{DeviceFixed, DeviceSteady, DeviceFragile} }

const (
	deviceEvery  = time.Minute
	deviceRejoin = 10 * time.Minute
	deviceSilent = 30
	leastEvery   = 10 * time.Millisecond
	mostDevices  = 1000 // as many as one call can have
)

// ParseDeviceModel reads a name of DeviceModels, or KEY=VALUE[,KEY=VALUE…], or a name and then those.
// Keys without a name change the model steady: every=1m, silent=30%, rejoin=10m or rejoin=never,
// nodes=10. An empty text is DeviceFixed. The error of an unknown name is a predicate: it does not name
// the text again.
func ParseDeviceModel(text string) (DeviceModel, error) {
	var m DeviceModel
	for i, part := range strings.Split(text, ",") {
		key, value, isPair := strings.Cut(part, "=")
		var err error
		switch {
		case i == 0 && !isPair:
			m, err = namedModel(part)
		case i == 0:
			m, _ = namedModel(DeviceSteady)
			err = m.set(key, value)
		case !m.moves:
			err = i18n.Errorf("%s takes no keys: its nodes do nothing", DeviceFixed)
		default:
			err = m.set(key, value)
		}
		if err != nil {
			return DeviceModel{}, err
		}
	}
	return m, nil
}

func namedModel(name string) (DeviceModel, error) {
	steady := DeviceModel{moves: true, every: deviceEvery, rejoin: deviceRejoin}
	switch name {
	case "", DeviceFixed:
		return DeviceModel{}, nil
	case DeviceSteady:
		return steady, nil
	case DeviceFragile:
		steady.silent = deviceSilent
		return steady, nil
	}
	return DeviceModel{}, unknown(i18n.T("is not a device model"), name, DeviceModels())
}

func (m *DeviceModel) set(key, value string) (err error) {
	switch key {
	case "every":
		m.every, err = deviceTime(key, value, leastEvery)
	case "rejoin":
		if m.rejoin = 0; value != "never" {
			m.rejoin, err = deviceTime(key, value, time.Millisecond)
		}
	case "silent":
		number, isPercent := strings.CutSuffix(value, "%")
		m.silent, err = strconv.Atoi(number)
		if err != nil || !isPercent || m.silent < 0 || m.silent > 100 {
			return i18n.Errorf("%q must be 0%% to 100%%, as in silent=30%%", value)
		}
	case "nodes":
		m.nodes, err = strconv.Atoi(value)
		if err != nil || m.nodes < 0 || m.nodes > mostDevices {
			return i18n.Errorf("%q must be 0 to %d, as in nodes=10", value, mostDevices)
		}
	default:
		return unknown(i18n.T("%q is not a key of a device model", key), key, []string{"every", "nodes", "rejoin", "silent"})
	}
	return err
}

// deviceTime reads a duration of at least least and at most a day.
func deviceTime(key, value string, least time.Duration) (time.Duration, error) {
	d, err := time.ParseDuration(value)
	if err != nil || d < least || d > 24*time.Hour {
		return 0, i18n.Errorf("%q must be a duration from %s to 24h, as in %s=1m", value, least, key)
	}
	return d, nil
}
