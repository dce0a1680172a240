package emulator

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"testing"

	"linkwanctl/internal/catalogue"
)

// ask gives a request that an action carries out with the samples of a new state file.
func ask(a catalogue.Action) message {
	m := message{action: a.Name, params: map[string]string{}}
	for _, p := range a.Parameters {
		if p.Required || !a.Documented && isUseful(a, p) {
			m.params[sentAs(p)] = valueFor(p)
		}
	}
	for _, special := range []struct{ action, params string }{
		{"CreateLocalJoinPermission", newOne},
		{"SubmitJoinPermissionAuthOrder", "JoinPermissionId=123;RenterAliyunId=some-user"},
		{"GetJoinPermissionAuthOrder", "OrderId=503"},
		{"GetRentedJoinPermission", "JoinPermissionId=201"},
		{"ReturnJoinPermission", "JoinPermissionId=401;JoinPermissionType=ROAMING"},
		{"ApplyRoamingJoinPermission", "JoinPermissionName=roamer;ClassMode=A;FreqBandPlanGroupId=101"},
		{"UpdateRoamingJoinPermission", "JoinPermissionId=401"},
		{"UpdateRoamingJoinPermissionEnablingState", "JoinPermissionId=401;Enabled=true"},
		{"BindJoinPermissionToNodeGroup", "JoinPermissionId=401;NodeGroupId=602"},
		{"UnbindJoinPermissionFromNodeGroup", "JoinPermissionId=201;NodeGroupId=601"},
		{"CountNodesByOwnedJoinPermissionId", "JoinPermissionId=123"},
		{"ListNodesByOwnedJoinPermissionId", "JoinPermissionId=123;Limit=9;Offset=0"},
	} {
		if special.action == a.Name {
			maps.Copy(m.params, given(special.params))
		}
	}
	if a.Name == "CancelJoinPermissionAuthOrder" || a.Name == "ApplyRoamingJoinPermission" {
		m.as = Other()
	}
	return m
}

// isUseful reports whether a request can hardly do without a parameter, though no page requires it:
// what it is about, which part of the list, and the time of packets.
func isUseful(a catalogue.Action, p catalogue.Parameter) bool {
	switch p.Name {
	case "GwEui":
		return strings.Contains(a.Name, "Gateway")
	case "DevEui":
		return strings.Contains(a.Name, "GetNode") || strings.Contains(a.Name, "ListNode")
	case "BeginMillis", "EndMillis", "Category":
		return strings.Contains(a.Name, "Transfer") || strings.Contains(a.Name, "Stat")
	case paramGroup, "NotificationId", "Limit", "Offset", "OffSet", "PageNumber", "PageSize", "TimeIntervalUnit":
		return true
	}
	return false
}

func sentAs(p catalogue.Parameter) string {
	if p.Repeated {
		return p.Name + ".1"
	}
	return p.Name
}

func valueFor(p catalogue.Parameter) string {
	value, has := map[string]string{
		"JoinPermissionId": "123", paramOrder: "501", paramGroup: "601", "NotificationId": "701", paramPlan: "101", "GroupId": "101",
		"GwEui": "d896e0ffff000001", "DevEui": "feed00007b000003", "Content": "0102",
		"Limit": "9", "PageSize": "9", "PageNumber": "1", "Offset": "0", "OffSet": "0",
		"BeginMillis": "1577836800000", "EndMillis": "1577847600000", "TimeIntervalUnit": "INTERVAL_IN_HOURS",
		"Category": "UPLINK_PACKET", "TargetHandleState": "HANDLED",
	}[p.Name]
	if has {
		return value
	}
	return map[string]string{"integer": "1", "number": "1.5", "boolean": "true", "string": "sample"}[p.Type]
}

func isOwn(action string) bool {
	_, own := actions()[action]
	return own
}

// Every action of the API is answered, with both signatures, in JSON and XML, as the reference says.
func TestEveryActionOfTheAPIIsAnsweredInItsShape(t *testing.T) {
	t.Parallel()
	shared := open(t, Options{})
	for _, action := range catalogue.All() {
		t.Run(action.Name, func(t *testing.T) {
			t.Parallel()
			for _, style := range []style{{name: "V1"}, {name: "V3", v3: true}} {
				for _, inXML := range []bool{false, true} {
					s := shared
					if isOwn(action.Name) && !isRead(action.Name) {
						s = open(t, Options{}) // the first request changes what the second would find
					}
					m := ask(action)
					m.style, m.xml = style, inXML
					s.send(t, m).hasShape(t, action, inXML)
				}
			}
		})
	}
}

func isRead(action string) bool {
	return slices.ContainsFunc([]string{"Get", "List", "Count", "Check"}, func(verb string) bool { return strings.HasPrefix(action, verb) })
}

func TestEveryDocumentedActionRefusesAMissingParameter(t *testing.T) {
	t.Parallel()
	s := open(t, Options{})
	for _, action := range catalogue.All() {
		for _, p := range action.Parameters {
			if !p.Required {
				continue
			}
			m := ask(action)
			delete(m.params, sentAs(p))
			s.wants(t, "Missing"+p.Name, m)
			m.params[sentAs(p)] = "" // counts as missing
			s.wants(t, "Missing"+p.Name, m)
		}
	}
}

func TestGeneratedActionsRefuseAWrongType(t *testing.T) {
	t.Parallel()
	s, refused := open(t, Options{}), 0
	for _, action := range catalogue.All() {
		if isOwn(action.Name) {
			continue
		}
		for _, p := range action.Parameters {
			bad := map[string]string{"integer": "1.5", "number": "NaN", "boolean": "yes"}[p.Type]
			switch {
			case p.Type == "string" && strings.HasSuffix(p.Name, "Eui") && !strings.HasPrefix(p.Name, "Fuzzy"):
				bad = "feed00007b00000"
			case p.Type == "string":
				continue
			}
			m := ask(action)
			m.params[sentAs(p)] = bad
			if r := s.wants(t, codeParameter, m); !strings.Contains(string(r.body), p.Name) {
				t.Errorf("%s: the message does not name %s: %s", action.Name, p.Name, r.body)
			}
			refused++
		}
	}
	if refused == 0 {
		t.Error("nothing was refused")
	}
	for _, bad := range []string{"PageNumber=0", "PageSize=0", "PageSize=201", "PageNumber=2147483648"} {
		s.does(t, codeParameter, "ListGatewayTransferPackets", bad)
	}
	s.does(t, codeParameter, "ListGatewayOnlineRecords", "OffSet=-1")
}

// list sends a request for a list, and gives its items as text, and their number.
func (s *service) list(t *testing.T, m message, params map[string]string) (items []string, total int) {
	t.Helper()
	all := maps.Clone(params)
	if all == nil {
		all = map[string]string{}
	}
	for name, value := range m.params {
		if _, has := all[name]; !has {
			all[name] = value
		}
	}
	m.params = all
	var d struct {
		Data struct {
			List       []json.RawMessage
			TotalCount int
		}
	}
	s.wants(t, "", m).into(t, &d)
	for _, item := range d.Data.List {
		items = append(items, string(item))
	}
	return items, d.Data.TotalCount
}

// Pages of any size, in either order, are the parts of one list, in which nothing is twice.
func TestPagesOfAListAreItsParts(t *testing.T) {
	t.Parallel()
	s, lists := open(t, Options{}), 0
	for _, action := range catalogue.All() {
		if itemShape(action) == nil || action.Answer.Field("Data").Type == "array" {
			continue
		}
		lists++
		at := func(size, skip int, ascending string) map[string]string {
			params := map[string]string{"Ascending": ascending}
			for _, name := range []string{"Offset", "OffSet"} {
				if _, has := action.Parameter(name); has {
					params["Limit"], params[name] = strconv.Itoa(size), strconv.Itoa(skip)
				}
			}
			if _, has := action.Parameter("PageNumber"); has {
				params["PageSize"], params["PageNumber"] = strconv.Itoa(size), strconv.Itoa(skip/size+1)
			}
			return params
		}
		whole, total := s.list(t, ask(action), at(200, 0, "true"))
		if len(whole) != total || total == 0 {
			t.Errorf("%s: %d items of %d", action.Name, len(whole), total)
		}
		if unique := slices.Compact(slices.Sorted(slices.Values(whole))); len(unique) != total {
			t.Errorf("%s: %d different items of %d", action.Name, len(unique), total)
		}
		for _, size := range []int{1, 3, 7} {
			for _, ascending := range []string{"true", "false"} {
				var joined []string
				for skip := 0; skip < total; skip += size {
					items, count := s.list(t, ask(action), at(size, skip, ascending))
					if joined = append(joined, items...); count != total || len(items) > size {
						t.Errorf("%s: a page of %d has %d of %d items", action.Name, size, len(items), count)
					}
				}
				if ascending == "false" && action.Name != "ListNodeTransferPacketPaths" { // which takes no Ascending
					slices.Reverse(joined)
				}
				if !slices.Equal(joined, whole) {
					t.Errorf("%s: pages of %d, ascending %s, are %q", action.Name, size, ascending, joined)
				}
			}
		}
		if items, _ := s.list(t, ask(action), at(200, 2000, "true")); len(items) != 0 {
			t.Errorf("%s: %d items behind the end", action.Name, len(items))
		}
	}
	if lists < 13 {
		t.Errorf("%d lists", lists)
	}
}

// A count is that of the list of the same name, with the filters that both take.
func TestCountsAgreeWithTheirLists(t *testing.T) {
	t.Parallel()
	s, counts := open(t, Options{}), 0
	for _, action := range catalogue.All() {
		noun, is := strings.CutPrefix(action.Name, "Count")
		if !is {
			continue
		}
		list, known := catalogue.Find("List" + noun)
		if !known {
			t.Errorf("%s has no list", action.Name)
			continue
		}
		counts++
		_, total := s.list(t, ask(list), nil)
		if n := s.wants(t, "", ask(action)).data(t); n != float64(total) {
			t.Errorf("%s is %v, the list has %d", action.Name, n, total)
		}
	}
	if counts != 9 {
		t.Errorf("%d counts", counts)
	}
}

func TestGeneratedListsAreFiltered(t *testing.T) {
	t.Parallel()
	s := open(t, Options{})
	for _, c := range []struct {
		action, params string
		total          int
	}{
		{"ListGatewayTupleOrders", "", 10},
		{"ListGatewayTupleOrders", "State.1=APPLYING", 3},
		{"ListGatewayTupleOrders", "State.1=APPLYING;State.2=ACCEPTED", 10},
		{"ListGatewayTupleOrders", "State.1=REJECTED", 0},
		{"ListNodeTupleOrders", "IsKpm=True", 0},
		{"ListNodeTupleOrders", "IsKpm=false", 10},
		{"ListGatewayTransferPackets", "BeginMillis=1000;EndMillis=2000", 10},
		{"ListGatewayTransferPackets", "BeginMillis=1000;EndMillis=1009", 10},
		{"ListGatewayTransferPackets", "BeginMillis=1000;EndMillis=1010", 10},
		{"ListGatewayTransferPackets", "BeginMillis=1000;EndMillis=1002", 3},
		{"ListGatewayTransferPackets", "BeginMillis=1000;EndMillis=1000", 1},
		{"ListGatewayTransferPackets", "BeginMillis=1000;EndMillis=999", 0},
		{"ListGatewayTransferPackets", "BeginMillis=-9223372036854775808;EndMillis=9223372036854775807", 10},
	} {
		items, total := s.list(t, message{action: c.action}, given(c.params))
		slices.Sort(items)
		if len(items) != c.total || total != c.total || len(slices.Compact(items)) != c.total {
			t.Errorf("%s %s: %d of %d, want %d, all different: %q", c.action, c.params, len(items), total, c.total, items)
		}
	}
	if n := s.does(t, "", "CountGatewayTupleOrders", "States.1=APPLYING").data(t); n != 3.0 {
		t.Errorf("%v orders are APPLYING", n)
	}
}

// Answers are about what the request names, and agree with each other and with the samples.
func TestGeneratedAnswersAgree(t *testing.T) {
	t.Parallel()
	s := open(t, Options{})
	const packet = "Base64EncodedMacPayload=QAEC;LogMillis=5000"
	address, _ := s.does(t, "", "ListNodesByOwnedJoinPermissionId", "JoinPermissionId=124;Limit=1;Offset=1").listed(t, "DevAddr")
	if got := s.does(t, "", "GetNodeTransferPacket", "DevEui=feed00007c000002;"+packet).fields(t); got["DevEui"] != "feed00007c000002" ||
		got["DevAddr"] != address || got["LogMillis"] != 5000.0 || got["MacPayloadSize"] != 3.0 {
		t.Errorf("the packet is %v, of the node with the address %s", got, address)
	}
	if got := s.does(t, "", "GetNodeTransferPacket", "DevEui=00000000000000ff;"+packet).fields(t); got["DevEui"] != "00000000000000ff" {
		t.Errorf("the packet of another node is %v", got)
	}
	const list = "DevEui=feed00007c000002;GwEui=00000000000000fe;BeginMillis=5000;EndMillis=5009"
	for field, want := range map[string]string{"DevEui": "feed00007c000002", "GwEui": "00000000000000fe"} {
		if got, _ := s.does(t, "", "ListGatewayTransferPackets", list).listed(t, field); got != strings.TrimSpace(strings.Repeat(want+" ", generatedItems)) {
			t.Errorf("the packets are of %s", got)
		}
	}
	if times, _ := s.does(t, "", "ListGatewayTransferPackets", list).listed(t, "LogMillis"); times != "5000 5001 5002 5003 5004 5005 5006 5007 5008 5009" {
		t.Errorf("packets at %s", times)
	}
	orders, _ := s.does(t, "", "ListNodeTupleOrders", "").listed(t, "OrderState")
	ids, _ := s.does(t, "", "ListNodeTupleOrders", "").listed(t, "OrderId")
	for i, id := range strings.Fields(ids) {
		order := s.does(t, "", "GetNodeTupleOrder", "OrderId="+id).fields(t)
		_, accepted := order["AcceptedMillis"]
		if state := strings.Fields(orders)[i]; order["OrderState"] != state || order["OrderId"] != id || accepted == (state == orderApplying) {
			t.Errorf("order %s is %v, in the list %s", id, order, state)
		}
	}
	first := s.does(t, "", "ListNodeTupleOrders", "").data(t)
	if again := s.does(t, "", "ListNodeTupleOrders", "").data(t); fmt.Sprint(first) != fmt.Sprint(again) {
		t.Errorf("the second answer is %v, the first %v", again, first)
	}
}

// IDs and instances that cause an error do so in generated actions too; so do keys and faults.
func TestGeneratedActionsAreRefusedLikeTheOthers(t *testing.T) {
	t.Parallel()
	s, failing := open(t, Options{}), open(t, Options{Faults: faultsOf(t, "internal/GetUserLicense")})
	s.does(t, codeRAM, "GetNodeTupleOrder", "OrderId=901")
	s.does(t, codeNotActivated, "ListGatewaysGisInfo", "IotInstanceId=iot-not-activated")
	s.doesAs(t, named("risk"), codeRisk, "GetUserLicense", "")
	failing.does(t, codeInternal, "GetUserLicense", "")
	failing.does(t, "", "ListActivatedFeatures", "")
	if s.Requests()["GetUserLicense"] != 1 {
		t.Errorf("counted %v", s.Requests())
	}
	for _, name := range []string{"getuserlicense", "GetUserLicenses", ""} {
		if _, known := actionNamed(name); known {
			t.Errorf("%q is an action", name)
		}
	}
}
