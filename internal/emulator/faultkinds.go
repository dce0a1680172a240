package emulator

import (
	"slices"
	"strings"

	"linkwanctl/internal/catalogue"
	"linkwanctl/internal/i18n"
	"linkwanctl/internal/text"
)

// The kinds of faults.
const (
	faultLatency       = "latency"
	faultReset         = "reset"
	faultResetAfter    = "reset-after"
	faultCut           = "cut"
	fault503           = "503"
	faultHTML          = "html"
	faultThrottle      = "throttle"
	faultDate          = "date"
	faultEmpty         = "empty"
	faultGarbage       = "garbage"
	faultFalse         = "false"
	faultXML           = "xml"
	faultInternal      = "internal"
	faultInternalAfter = "internal-after"
	faultSlowBody      = "slow-body"
)

// FaultKinds are all the kinds that ParseFault takes.
func FaultKinds() []FaultKind {
	return []FaultKind{
		{faultLatency, "=DURATION", "waits before anything else"},
		{faultReset, "", "resets the connection; the action is not carried out"},
		{faultResetAfter, "", "carries the action out, then resets the connection"},
		{faultCut, "", "carries the action out and ends the connection in the middle of the body"},
		{fault503, "", "answers 503 ServiceUnavailable; the action is not carried out"},
		{faultHTML, "", "answers 502 with a proxy's HTML page; the action is not carried out"},
		{faultThrottle, "[=DURATION]", "answers Throttling.User, with x-acs-retry-after if a duration is given"},
		{faultDate, "=DURATION", "sets the service's clock ahead, or back with a minus, in the Date header and the time check"},
		{faultEmpty, "", "carries the action out and answers 200 with an empty body"},
		{faultGarbage, "", "carries the action out and answers 200 with bytes that are neither JSON nor XML"},
		{faultFalse, "", `answers 200 with "Success": false and no code; the action is not carried out`},
		{faultXML, "", "answers XML although JSON was requested"},
		{faultInternal, "", "answers InternalError; the action is not carried out"},
		{faultInternalAfter, "", "carries the action out and answers InternalError"},
		{faultSlowBody, "[=DURATION]", "sends the body in ten parts over the duration (default 5s)"},
	}
}

func faultKind(name string) (FaultKind, bool) {
	kinds := FaultKinds()
	i := slices.IndexFunc(kinds, func(k FaultKind) bool { return k.Name == name })
	if i < 0 {
		return FaultKind{}, false
	}
	return kinds[i], true
}

func kindNames() []string {
	var names []string
	for _, k := range FaultKinds() {
		names = append(names, k.Name)
	}
	return names
}

// unknownAction does not list the actions: they are too many for a message.
func unknownAction(name string) error {
	names := append(catalogue.Names(), actionWhoAmI)
	if near := text.Nearest(name, names); near != "" {
		return i18n.Errorf("%s: did you mean %s?", i18n.T("%q is not an action", name), near)
	}
	return i18n.Errorf("%q is not an action", name)
}

// unknown says that a name is not one of those there are, and which was likely meant.
func unknown(mistake i18n.Text, name string, names []string) error {
	if near := text.Nearest(name, names); near != "" {
		mistake = i18n.T("%s: did you mean %s?", mistake, near)
	}
	return i18n.Errorf("%s (known: %s)", mistake, strings.Join(names, ", "))
}
