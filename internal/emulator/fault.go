package emulator

import (
	"strconv"
	"strings"
	"time"

	"linkwanctl/internal/i18n"
)

// Fault is something that goes wrong on command. ParseFault makes one.
type Fault struct {
	kind    string
	value   time.Duration
	times   int     // 0 is without end
	percent float64 // 0 is every request
	action  string  // "" is any
	text    string  // as it was written
}

// String gives the fault as it was written.
func (f Fault) String() string { return f.text }

// FaultKind is one kind of fault, for help and completion.
type FaultKind struct {
	Name  string
	Value string // what follows the name: "" for nothing, "=DURATION", or "[=DURATION]" where it may be left out
	Help  string
}

// ParseFault reads KIND[=VALUE][*TIMES|@PERCENT%][/ACTION], such as latency=200ms, reset*3, 503@20%
// or cut*1/UpdateOwnedLocalJoinPermission. VALUE is a duration as Go writes it. Without TIMES and
// PERCENT a fault applies to every request, without ACTION for every action.
func ParseFault(text string) (Fault, error) {
	f := Fault{text: text}
	rest, action, limited := strings.Cut(text, "/")
	if limited {
		if _, known := actionNamed(action); !known {
			return Fault{}, unknownAction(action)
		}
	}
	f.action = action
	rest, err := f.parseShare(rest)
	if err != nil {
		return Fault{}, err
	}
	kind, value, given := strings.Cut(rest, "=")
	f.kind = kind
	if err := f.parseValue(value, given); err != nil {
		return Fault{}, err
	}
	return f, nil
}

// parseShare cuts *TIMES or @PERCENT% off the end.
func (f *Fault) parseShare(text string) (rest string, err error) {
	at := strings.IndexAny(text, "*@")
	if at < 0 {
		return text, nil
	}
	rest, share := text[:at], text[at+1:]
	if text[at] == '*' {
		f.times, err = strconv.Atoi(share)
		if err != nil || f.times < 1 {
			return "", i18n.Errorf("%q must be a whole number from 1, as in *3", share)
		}
		return rest, nil
	}
	number, isPercent := strings.CutSuffix(share, "%")
	f.percent, err = strconv.ParseFloat(number, 64)
	if err != nil || !isPercent || !(f.percent > 0 && f.percent <= 100) {
		return "", i18n.Errorf("%q must be more than 0%% and at most 100%%, as in @20%%", share)
	}
	return rest, nil
}

// parseValue checks the kind, and the value as the kind wants it.
func (f *Fault) parseValue(value string, given bool) error {
	kind, known := faultKind(f.kind)
	switch {
	case !known:
		return unknown(i18n.T("%q is not a kind of fault", f.kind), f.kind, kindNames())
	case !given && kind.Value == "=DURATION":
		return i18n.Errorf("%s needs a duration, as in %s=20m", f.kind, f.kind)
	case !given:
		return nil
	case kind.Value == "":
		return i18n.Errorf("%s takes no value", f.kind)
	}
	var err error
	f.value, err = time.ParseDuration(value)
	if err != nil {
		return i18n.Errorf("%q must be a duration such as 200ms, 2s or 20m", value)
	}
	if f.value <= 0 && f.kind != faultDate || f.value.Abs() > 24*time.Hour {
		return i18n.Errorf("%q is out of range: %s takes at most 24h, and only %s can be negative", value, f.kind, faultDate)
	}
	return nil
}
