//go:build unix

package shells

import (
	"slices"
	"strings"
	"testing"
)

// offer is one value that a shell shows, and what it stands for.
type offer struct{ value, means string }

// press is a line at whose end TAB is pressed.
type press struct {
	typed  string
	offers []offer
	among  bool // among others
	list   bool // an item of a list: no blank is inserted after it
	byName bool // of files, by their extension, which Cobra's script for fish does not do
}

// reply is what a shell does about it.
type reply struct {
	line   string // as TAB leaves it
	offers []offer
}

func values(of ...string) []offer {
	var offers []offer
	for _, v := range of {
		offers = append(offers, offer{value: v})
	}
	return offers
}

// presses are those of someone on the embedded service.
func presses() []press {
	classes := []offer{{"A", "downlinks follow an uplink"}, {"B", "downlinks in scheduled slots"}, {"C", "downlinks at any time"}}
	bands := []offer{{"101", "CN470 same"}, {"102", "CN470 different"}, {"201", "AS923 same"}}
	owned := []offer{{"123", "凭证1"}, {"124", "parking_b1"}, {"125", "冷链网关"}}
	named := []offer{{"凭证1", "123"}, {"parking_b1", "124"}, {"冷链网关", "125"}}
	regions := values("cn-shanghai", "cn-hangzhou")
	return []press{
		{typed: "linkwanctl joinp", offers: []offer{{"joinperm", "Work with join permissions (入网凭证)"}}},
		{typed: "linkwanctl joinperm ", among: true, offers: []offer{
			{"get", "Show join permissions"}, {"list", "List the join permissions of the account"}, {"update", "Change a join permission"},
		}},
		{typed: "linkwanctl joinperm update --clas", offers: []offer{{"--class-mode", "LoRaWAN class: A, B or C"}}},
		{typed: "linkwanctl joinperm update --id 123 --class-mode ", offers: classes},
		{typed: "linkwanctl joinperm update --name-is 冷链网关 --class-mode ", offers: classes},
		{typed: "linkwanctl joinperm update --class-mode=", offers: classes},
		{typed: "linkwanctl joinperm update --freq-band-plan-group-id ", offers: bands},
		{typed: "linkwanctl joinperm list --output ", offers: values("table", "wide", "name", "json", "yaml", "csv", "tsv")},
		{typed: "linkwanctl joinperm list -o y", offers: values("yaml")},
		{typed: "linkwanctl --region=cn-", offers: regions},
		{typed: "linkwanctl --region=cn-h", offers: values("cn-hangzhou")},
		{typed: "linkwanctl --region ", offers: regions},

		{typed: "linkwanctl joinperm get ", offers: owned},
		{typed: "linkwanctl joinperm get 125", offers: owned[2:]},
		{typed: "linkwanctl joinperm get par", offers: named[1:2]},
		{typed: "linkwanctl joinperm get 123 冷", offers: named[2:]},
		{typed: "linkwanctl joinperm get --id 123,12", offers: []offer{{"123,124", "parking_b1"}, {"123,125", "冷链网关"}}},
		{typed: "linkwanctl joinperm get --id 123,125,", offers: []offer{{"123,125,124", "parking_b1"}}},
		{typed: "linkwanctl joinperm apply --only 124,12", offers: []offer{{"124,123", "凭证1"}, {"124,125", "冷链网关"}}},
		{typed: "linkwanctl joinperm update --id ", offers: owned},
		{typed: "linkwanctl joinperm update --id=12", offers: owned},
		{typed: "linkwanctl joinperm update --name-is ", offers: named},
		{typed: "linkwanctl joinperm update --name-is 凭", offers: named[:1]},
		{typed: "linkwanctl joinperm update --name-is=冷", offers: named[2:]},

		{typed: "linkwanctl --context ", offers: values("lab", "prod")},
		{typed: "linkwanctl --context=p", offers: values("prod")},
		{typed: "linkwanctl config use-context ", offers: values("lab", "prod")},
		{typed: "linkwanctl --profile ", offers: values("冷链", "凭证", "team a", "$(touch ran)")},
		{typed: "linkwanctl --profile 冷", offers: values("冷链")},
		{typed: "linkwanctl --profile te", offers: values("team a")},
		{typed: "linkwanctl --profile=te", offers: values("team a")},
		{typed: `linkwanctl --profile team\ a joinperm update --class-mode `, offers: classes},

		{typed: "linkwanctl joinperm list --columns ClassMode,JoinPermission", offers: []offer{{"ClassMode,JoinPermissionId", "ID"}, {"ClassMode,JoinPermissionName", "name"}}, list: true},
		{typed: "linkwanctl joinperm list --columns ClassMode,jo", offers: []offer{{"ClassMode,join-EUI", "JoinEui"}}, list: true},
		{typed: "linkwanctl joinperm list --rented --columns RX", offers: []offer{{"RX-DELAY", "RxDelay"}, {"RX-TODAY", "RxDailySum"}, {"RX-MONTH", "RxMonthSum"}}, list: true},
		{typed: "linkwanctl api call CreateL", offers: []offer{{"CreateLocalJoinPermission", "join-permission, changes something"}}},
		{typed: "linkwanctl api describe GetNot", offers: []offer{{"GetNotification", "notification, reads"}}},
		{typed: "linkwanctl api call GetGateway Gw", offers: []offer{{"GwEui=", "string, required"}}, list: true},
		{typed: "linkwanctl api call CountNodeTupleOrders ", offers: []offer{{"IsKpm=", "boolean"}, {"States=", "string"}}, list: true},
		{typed: "linkwanctl api call CreateLocalJoinPermission UseDefaultJoinEui=t", offers: values("true")},
		{typed: "linkwanctl api call CreateLocalJoinPermission ClassMode=A UseDefaultJoinEui=f", offers: values("false")},
		{typed: "linkwanctl api list --group no", offers: values("node", "notification")},
		{typed: "linkwanctl help ma", offers: []offer{{"manifest", "How to manage permissions in a file"}}},
		{typed: "linkwanctl help joinperm upd", offers: []offer{{"update", "Change a join permission"}}},
		{typed: "linkwanctl joinperm help upd", offers: []offer{{"update", "Change a join permission"}}},
		{typed: "linkwanctl help __", offers: nil},
		{typed: "linkwanctl joinperm apply -f fle", offers: values("fleet.csv", "fleet.json", "fleet.yaml"), byName: true},
		{typed: "linkwanctl joinperm apply fle", offers: values("fleet.json"), byName: true},

		// What is open offers nothing: no names of files either, and a colon in it stays where it
		// is.
		{typed: "linkwanctl joinperm update --name "},
		{typed: "linkwanctl joinperm update --join-eui D8:96:"},
		{typed: "linkwanctl --endpoint http://127.0.0.1:"},
		{typed: "linkwanctl joinperm get 9"},
		{typed: "linkwanctl joinperm list "},
		{typed: "linkwanctl auth status "},
		{typed: "linkwanctl joinperm list --query "},
		{typed: "linkwanctl --config not", offers: values("notes")},
		{typed: "linkwanctl emulator --data not", offers: values("notes")},
	}
}

// lonelyPresses are those of someone without credentials or settings.
func lonelyPresses() []press {
	return []press{
		{typed: "linkwanctl joinperm get "},
		{typed: "linkwanctl joinperm get 1"},
		{typed: "linkwanctl joinperm update --id "},
		{typed: "linkwanctl joinperm update --id="},
		{typed: "linkwanctl joinperm update --name-is "},
		{typed: "linkwanctl joinperm update --name-is 凭"},
		{typed: "linkwanctl --context "},
		{typed: "linkwanctl --profile "},
		{typed: "linkwanctl joinperm update --freq-band-plan-group-id ", offers: []offer{{"101", "CN470 same"}, {"102", "CN470 different"}, {"201", "AS923 same"}}},
	}
}

func typed(all []press) string {
	var lines strings.Builder
	for _, p := range all {
		lines.WriteString(p.typed + "\n")
	}
	return lines.String()
}

// head is the line without the word that TAB is to complete.
func (p press) head() string { return p.typed[:strings.LastIndexAny(p.typed, " =")+1] }

// inserted is the line that TAB is to leave in a shell that inserts: a lone offer and a space, else
// as much as all have in common.
func (p press) inserted() string {
	switch len(p.offers) {
	case 0:
		return p.typed
	case 1:
		if p.list {
			return p.head() + strings.ReplaceAll(p.offers[0].value, " ", `\ `)
		}
		return p.head() + strings.ReplaceAll(p.offers[0].value, " ", `\ `) + " "
	}
	common := []rune(p.offers[0].value)
	for _, o := range p.offers {
		for !strings.HasPrefix(o.value, string(common)) {
			common = common[:len(common)-1]
		}
	}
	return p.head() + string(common)
}

// echoes reports whether a row without blanks at its end is no part of what the shell offers: it is
// empty, or the prompt and the line before or after TAB.
func (p press) echoes(row, line string) bool {
	for _, own := range []string{"", "> ", "> " + p.typed, "> " + line} {
		if row == strings.TrimRight(own, " ") {
			return true
		}
	}
	return false
}

// check compares the reply of a shell that inserts, and shows where there is a choice.
func (p press) check(t *testing.T, r reply) {
	t.Helper()
	if want := p.inserted(); r.line != want {
		t.Errorf("%q TAB gives the line %q, want %q", p.typed, r.line, want)
	}
	if len(p.offers) == 1 {
		p.offers = nil
	}
	p.checkOffers(t, r.offers)
}

func (p press) checkOffers(t *testing.T, got []offer) {
	t.Helper()
	if p.among {
		got = slices.DeleteFunc(got, func(o offer) bool { return !slices.Contains(p.offers, o) })
	}
	if want := sorted(p.offers); !slices.Equal(sorted(got), want) {
		t.Errorf("%q TAB offers %q, want %q", p.typed, sorted(got), want)
	}
}

// sorted is by value: every shell has an order of its own.
func sorted(offers []offer) []offer {
	return slices.SortedFunc(slices.Values(offers), func(a, b offer) int { return strings.Compare(a.value, b.value) })
}
