package api

import (
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"linkwanctl/internal/joinperm"
)

// listed answers one page: the total that the service counts, and the items.
func listed(total int, items ...string) step {
	return answers(200, fmt.Sprintf(`{"RequestId":"L","Success":true,"Data":{"TotalCount":%d,"List":[%s]}}`, total, strings.Join(items, ",")))
}

func item(id int) string { return fmt.Sprintf(`{"JoinPermissionId":"%d"}`, id) }

func items(from, to int) []string {
	var all []string
	for id := from; id < to; id++ {
		all = append(all, item(id))
	}
	return all
}

func TestEachReadsTheWindowThatIsAskedFor(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		window Window
		pages  []step
		asked  []string // offset/limit of each page
		came   int
	}{
		"nothing":          {Window{}, []step{listed(0)}, []string{"0/100"}, 0},
		"one page":         {Window{}, []step{listed(3, items(0, 3)...)}, []string{"0/100"}, 3},
		"three pages":      {Window{}, []step{listed(250, items(0, 100)...), listed(250, items(100, 200)...), listed(250, items(200, 250)...)}, []string{"0/100", "100/100", "200/100"}, 250},
		"pages cut short":  {Window{}, []step{listed(3, items(0, 2)...), listed(3, item(2))}, []string{"0/100", "2/100"}, 3},
		"limit":            {Window{Limit: 2}, []step{listed(9, items(0, 2)...)}, []string{"0/2"}, 2},
		"limit over pages": {Window{Limit: 150}, []step{listed(900, items(0, 100)...), listed(900, items(100, 150)...)}, []string{"0/100", "100/50"}, 150},
		"a full last page": {Window{}, []step{listed(100, items(0, 100)...), listed(100)}, []string{"0/100", "100/100"}, 100},
		"a limit of pages": {Window{Limit: 200}, []step{listed(900, items(0, 100)...), listed(900, items(100, 200)...)}, []string{"0/100", "100/100"}, 200},
		"offset":           {Window{Offset: 7}, []step{listed(9, items(7, 9)...)}, []string{"7/100"}, 2},
		"offset beyond":    {Window{Offset: 9}, []step{listed(3)}, []string{"9/100"}, 0},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := play(t, nil, c.pages...)
			came := 0
			err := Each(t.Context(), r.Client, c.window,
				func(offset, limit int) Call { return ListOwnedCall(nil, "", offset, limit) },
				func(*joinperm.Listed) error { came++; return nil })
			var asked []string
			for _, request := range r.requests {
				asked = append(asked, request.URL.Query().Get("Offset")+"/"+request.URL.Query().Get("Limit"))
			}
			if err != nil || came != c.came || !slices.Equal(asked, c.asked) {
				t.Errorf("%d came of %v, %v; want %d of %v", came, asked, err, c.came, c.asked)
			}
		})
	}
}

func TestEachNeverPassesForWholeWhatChanged(t *testing.T) {
	t.Parallel()
	for name, pages := range map[string][]step{
		"too few":                             {listed(3, items(0, 2)...), listed(3)},
		"too many":                            {listed(1, items(0, 2)...)},
		"another total":                       {listed(3, items(0, 2)...), listed(4, items(2, 4)...)},
		"shifted by one":                      {listed(4, items(0, 2)...), listed(4, `{"JoinPermissionId":"1","ClassMode":"C"}`, item(2))},
		"deleted to the total":                {listed(3, items(0, 2)...), listed(2)},
		"Offset is ignored":                   {listed(200, items(0, 100)...), listed(200, items(0, 100)...)},
		"unstable order":                      {listed(4, item(1), item(2)), listed(4, item(3), item(1))},
		"twice on a page":                     {listed(2, item(1), item(1))},
		"a page is counted":                   {listed(100, items(0, 100)...), listed(100, items(100, 200)...)},
		"a page is counted, the last one too": {listed(100, items(0, 100)...), listed(50, items(100, 150)...)},
		"one too many":                        {listed(101, items(0, 100)...), listed(101, items(100, 102)...)},
	} {
		err := play(t, nil, pages...).EachOwned(t.Context(), nil, "", func(*joinperm.Listed) error { return nil })
		if failure := asError(err); failure.Code != CodeListChanged || failure.Kind() != KindNoAnswer || failure.RequestID != "L" {
			t.Errorf("%s: got %v", name, err)
		}
	}
	stop := errors.New("enough")
	err := play(t, nil, listed(300, items(0, 100)...)).EachOwned(t.Context(), nil, "", func(*joinperm.Listed) error { return stop })
	if !errors.Is(err, stop) {
		t.Errorf("the callee's error: got %v", err)
	}
}

// What is no list of the service's is no answer of it, and nothing of it is shown.
func TestEachRefusesWhatIsNoList(t *testing.T) {
	t.Parallel()
	for name, data := range map[string]string{
		"no total":             `{"List":[]}`,
		"null total":           `{"TotalCount":null,"List":[]}`,
		"empty total":          `{"TotalCount":"","List":[]}`,
		"negative total":       `{"TotalCount":-1,"List":[]}`,
		"fractional total":     `{"TotalCount":1.5,"List":[{"JoinPermissionId":"1"}]}`,
		"total beyond numbers": `{"TotalCount":99999999999999999999,"List":[]}`,
		"list is a text":       `{"TotalCount":0,"List":"abc"}`,
		"list is a number":     `{"TotalCount":0,"List":7}`,
		"list is a boolean":    `{"TotalCount":0,"List":false}`,
		"null item":            `{"TotalCount":2,"List":[{"JoinPermissionId":"1"},null]}`,
		"item without an ID":   `{"TotalCount":2,"List":[{"JoinPermissionId":"1"},{"JoinPermissionName":"n"}]}`,
		"empty object":         `{"TotalCount":1,"List":{}}`,
		"items are texts":      `{"TotalCount":1,"List":["1"]}`,
	} {
		shown := 0
		r := play(t, nil, answers(200, `{"RequestId":"L","Success":true,"Data":`+data+`}`))
		err := r.EachOwned(t.Context(), nil, "", func(*joinperm.Listed) error { shown++; return nil })
		if err == nil || shown > 0 {
			t.Errorf("%s: %d items and %v", name, shown, err)
			continue
		}
		if failure := asError(err); failure.Code != CodeInvalidAnswer || failure.Kind() != KindNoAnswer || failure.RequestID != "L" {
			t.Errorf("%s: got %v", name, err)
		}
	}
}

func TestFrequencyBandsComeOnce(t *testing.T) {
	t.Parallel()
	for data, want := range map[string]string{
		`[{"GroupId":101},{"GroupId":102}]`: "",
		`[]`:                                "",
		`[{"GroupId":101},{"GroupId":101}]`: CodeListChanged,
		`[{"GroupId":101},null]`:            CodeInvalidAnswer,
		`[{"FrequencyType":"CN470"}]`:       CodeInvalidAnswer,
		`"abc"`:                             CodeInvalidAnswer,
	} {
		r := play(t, nil, answers(200, `{"RequestId":"L","Success":true,"Data":`+data+`}`))
		_, err := Bands(t.Context(), r.Client)
		if got := ""; err != nil {
			got = asError(err).Code
			if got != want {
				t.Errorf("%s: got %v, want %q", data, err, want)
			}
		} else if want != "" {
			t.Errorf("%s: taken", data)
		}
	}
}

func TestACountIsACount(t *testing.T) {
	t.Parallel()
	for _, data := range []string{"-1", `"-1"`, "1.5", "1e3", "true", `""`, `"ten"`} {
		r := play(t, nil, answers(200, `{"RequestId":"L","Success":true,"Data":`+data+`}`))
		if got, err := Fetch[joinperm.Count](t.Context(), r.Client, CountOwnedCall(nil)); err == nil || asError(err).Code != CodeInvalidAnswer {
			t.Errorf("%s: got %+v, %v", data, got, err)
		}
	}
}

func renamed(t *testing.T) joinperm.Change {
	t.Helper()
	change, refusals := joinperm.NewChange(map[string]string{"JoinPermissionId": "123", "JoinPermissionName": "凭证9", "RxDelay": "2"})
	if len(refusals) > 0 {
		t.Fatal(refusals)
	}
	return change
}

func TestUpdateLooksIntoANameOfItsOwn(t *testing.T) {
	t.Parallel()
	held := answers(200, `{"RequestId":"G","Success":true,"Data":{"JoinPermissionId":"123","JoinPermissionName":"凭证9","RxDelay":2}}`)
	other := answers(200, `{"RequestId":"G","Success":true,"Data":{"JoinPermissionId":"123","JoinPermissionName":"凭证1","RxDelay":1}}`)
	taken := fails("JoinPermissionNameDuplicated")
	r := play(t, nil, drops, taken, held)
	if answer, err := r.Update(t.Context(), renamed(t)); err != nil || answer.Attempts != 2 || len(r.warnings) != 1 {
		t.Errorf("held: %+v, %v, warned %v", answer, err, r.warnings)
	}
	for name, steps := range map[string][]step{
		"not held":      {drops, taken, other},
		"not readable":  {drops, taken, fails("NonExistent")},
		"no doubt":      {taken},
		"another error": {drops, fails("NotResourceOwner")},
	} {
		_, err := play(t, nil, steps...).Update(t.Context(), renamed(t))
		if failure := asError(err); err == nil || failure.Action != "UpdateOwnedLocalJoinPermission" {
			t.Errorf("%s: got %v", name, err)
		}
	}
}

func creation(t *testing.T) joinperm.Creation {
	t.Helper()
	c, refusals := joinperm.NewCreation(map[string]string{"JoinPermissionName": "凭证9", "ClassMode": "A", "FreqBandPlanGroupId": "101"})
	if len(refusals) > 0 {
		t.Fatal(refusals)
	}
	return c
}

func TestCreateIsNeverSentTwiceBlindly(t *testing.T) {
	t.Parallel()
	now := time.Now().UnixMilli()
	made := answers(200, `{"RequestId":"C","Success":true,"Data":1001}`)
	mine := `{"JoinPermissionId":"1001","JoinPermissionName":"凭证9"}`
	similar := `{"JoinPermissionId":"8","JoinPermissionName":"凭证99"}`
	got := func(class, renter string, created int64) step {
		return answers(200, fmt.Sprintf(`{"RequestId":"G","Success":true,"Data":{"JoinPermissionId":"1001","JoinPermissionName":"凭证9","ClassMode":%q,"FreqBandPlanGroupId":101,"RenterAliyunId":%q,"CreateMillis":%d}}`, class, renter, created))
	}
	taken := fails("JoinPermissionNameDuplicated")
	for name, c := range map[string]struct {
		steps []step
		id    string // "" for a failure
	}{
		"at once":                    {[]step{made}, "1001"},
		"throttled first":            {[]step{fails("Throttling"), made}, "1001"},
		"lost but made":              {[]step{drops, listed(1, mine), got("A", "", now)}, "1001"},
		"lost and not made":          {[]step{drops, listed(1, similar), made}, "1001"},
		"lost, then its own name":    {[]step{drops, listed(0), taken, listed(1, mine), got("A", "", now)}, "1001"},
		"lost, another has the name": {[]step{drops, listed(1, mine), got("C", "", now)}, ""},
		"lost, an old one has it":    {[]step{drops, listed(1, mine), got("A", "", now-3600_000)}, ""},
		"lost, a renter has it":      {[]step{drops, listed(1, mine), got("A", "some-user", now)}, ""},
		"lost and not to be looked":  {[]step{drops, fails("NotResourceOwner")}, ""},
		"refused":                    {[]step{taken}, ""},
		"lost four times":            {[]step{drops, listed(0), drops, listed(0), drops, listed(0), drops, listed(0)}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			created, err := play(t, nil, c.steps...).Create(t.Context(), creation(t))
			if string(created.Data) != c.id || (err == nil) != (c.id != "") {
				t.Errorf("got %+v, %v; want %q", created, err, c.id)
			}
			if name == "lost four times" && asError(err).Attempts != 4 {
				t.Errorf("%d attempts are told", asError(err).Attempts)
			}
		})
	}
}

// The machine's clock is off, and not by so much that the service complains: what the creation made
// is recognised by the service's own clock, and what was there before it is not.
func TestALostCreationIsRecognisedByTheServicesClock(t *testing.T) {
	t.Parallel()
	mine := `{"JoinPermissionId":"1001","JoinPermissionName":"凭证9"}`
	for _, off := range []time.Duration{-14 * time.Minute, -90 * time.Second, 0, 90 * time.Second, 14 * time.Minute} {
		for age, made := range map[time.Duration]bool{0: true, 3 * time.Minute: false, 20 * time.Minute: false} {
			got := func(w http.ResponseWriter, r *http.Request) { // the server dates its answers
				answers(200, fmt.Sprintf(`{"RequestId":"G","Success":true,"Data":{"JoinPermissionId":"1001","JoinPermissionName":"凭证9","ClassMode":"A","FreqBandPlanGroupId":101,"CreateMillis":%d}}`,
					time.Now().Add(-age).UnixMilli()))(w, r)
			}
			r := play(t, func(o *Options) { o.Now = func() time.Time { return time.Now().Add(off) } }, drops, listed(1, mine), got)
			created, err := r.Create(t.Context(), creation(t))
			if (err == nil) != made || made && created.Data != "1001" {
				t.Errorf("with a clock that is %s ahead, one that is %s old: %+v, %v", off, age, created, err)
			}
		}
	}
	// Without a date that a service can have, the machine's own clock counts.
	for name, date := range map[string][]string{"undated": nil, "of the year 9999": {"Fri, 31 Dec 9999 23:59:59 GMT"}, "of 1970": {"Thu, 01 Jan 1970 00:00:00 GMT"}} {
		for age, made := range map[time.Duration]bool{0: true, time.Hour: false} {
			got := func(w http.ResponseWriter, r *http.Request) {
				w.Header()["Date"] = date
				answers(200, fmt.Sprintf(`{"RequestId":"G","Success":true,"Data":{"JoinPermissionId":"1001","JoinPermissionName":"凭证9","ClassMode":"A","FreqBandPlanGroupId":101,"CreateMillis":%d}}`,
					time.Now().Add(-age).UnixMilli()))(w, r)
			}
			if created, err := play(t, nil, drops, listed(1, mine), got).Create(t.Context(), creation(t)); (err == nil) != made {
				t.Errorf("%s, one that is %s old: %+v, %v", name, age, created, err)
			}
		}
	}
}

// deadlines notes until when each request may last.
type deadlines struct {
	*http.Transport
	seen []time.Time
}

func (d *deadlines) RoundTrip(r *http.Request) (*http.Response, error) {
	until, _ := r.Context().Deadline()
	d.seen = append(d.seen, until)
	return d.Transport.RoundTrip(r)
}

// The looks at what became of a creation, and its further attempts, share the time of the one call
// that the user waits for.
func TestCreateKeepsTheCallsTime(t *testing.T) {
	t.Parallel()
	d := &deadlines{Transport: &http.Transport{}}
	set := func(o *Options) { o.Transport, o.Timeout, o.AttemptTimeout = d, time.Hour, 2*time.Hour }
	_, err := play(t, set, drops, listed(0), drops, listed(0), fails("InvalidName")).Create(t.Context(), creation(t))
	if err == nil || len(d.seen) != 5 || slices.ContainsFunc(d.seen, func(until time.Time) bool { return !until.Equal(d.seen[0]) }) {
		t.Errorf("%v, until %v", err, d.seen)
	}
}

func TestADeletionWhoseAnswerWasLostIsOne(t *testing.T) {
	t.Parallel()
	gone := fails("NonExistent")
	r := play(t, nil, drops, gone)
	if answer, err := r.Delete(t.Context(), "1", ""); err != nil || answer.Attempts != 2 || len(r.warnings) != 1 {
		t.Errorf("lost: %+v, %v", answer, err)
	}
	if _, err := play(t, nil, gone).Delete(t.Context(), "1", ""); asError(err).Code != "NonExistent" {
		t.Errorf("never there: %v", err)
	}
}

func TestCallsSendWhatTheActionsTake(t *testing.T) {
	t.Parallel()
	roaming := creation(t)
	for _, c := range []struct {
		call       Call
		action     string
		params     map[string]string
		repeatable bool
	}{
		{CreateCall(creation(t)), "CreateLocalJoinPermission", map[string]string{"JoinPermissionName": "凭证9", "ClassMode": "A", "FreqBandPlanGroupId": "101", "UseDefaultJoinEui": "true"}, false},
		{DeleteCall("1", "iot-x"), "DeleteLocalJoinPermission", map[string]string{"JoinPermissionId": "1", "IotInstanceId": "iot-x"}, true},
		{EnableCall("1", "", false), "UpdateOwnedLocalJoinPermissionEnablingState", map[string]string{"JoinPermissionId": "1", "Enabled": "false"}, true},
		{CountOwnedCall(map[string]string{"Enabled": "true"}), "CountOwnedJoinPermissions", map[string]string{"Enabled": "true"}, true},
		{NodesCall("1", map[string]string{"FuzzyDevEui": "a"}, "", 5, 10), "ListNodesByOwnedJoinPermissionId", map[string]string{"JoinPermissionId": "1", "FuzzyDevEui": "a", "Offset": "5", "Limit": "10"}, true},
		{CountNodesCall("1", nil), "CountNodesByOwnedJoinPermissionId", map[string]string{"JoinPermissionId": "1"}, true},
		{RentedCall("1"), "GetRentedJoinPermission", map[string]string{"JoinPermissionId": "1"}, true},
		{ListRentedCall(nil, "", 0, 1), "ListRentedJoinPermissions", map[string]string{"Offset": "0", "Limit": "1"}, true},
		{CountRentedCall(nil), "CountRentedJoinPermissions", map[string]string{}, true},
		{ReturnCall("1", "LOCAL"), "ReturnJoinPermission", map[string]string{"JoinPermissionId": "1", "JoinPermissionType": "LOCAL"}, false},
		{SubmitOrderCall("1", "r"), "SubmitJoinPermissionAuthOrder", map[string]string{"JoinPermissionId": "1", "RenterAliyunId": "r"}, false},
		{OrderCall("9"), "GetJoinPermissionAuthOrder", map[string]string{"OrderId": "9"}, true},
		{OrderStepCall(Accept, "9"), "AcceptJoinPermissionAuthOrder", map[string]string{"OrderId": "9"}, false},
		{OrderStepCall(Cancel, "9"), "CancelJoinPermissionAuthOrder", map[string]string{"OrderId": "9"}, false},
		{OrderStepCall(Reject, "9"), "RejectJoinPermissionAuthOrder", map[string]string{"OrderId": "9"}, false},
		{ApplyRoamingCall(roaming), "ApplyRoamingJoinPermission", map[string]string{"JoinPermissionName": "凭证9", "ClassMode": "A", "FreqBandPlanGroupId": "101"}, false},
		{UpdateRoamingCall(renamed(t)), "UpdateRoamingJoinPermission", map[string]string{"JoinPermissionId": "123", "JoinPermissionName": "凭证9", "RxDelay": "2"}, true},
		{EnableRoamingCall("1", true), "UpdateRoamingJoinPermissionEnablingState", map[string]string{"JoinPermissionId": "1", "Enabled": "true"}, true},
		{BandsCall(), "ListFreqBandPlanGroups", nil, true},
		{BandCall("101"), "GetFreqBandPlanGroup", map[string]string{"GroupId": "101"}, true},
	} {
		if c.call.Action != c.action || c.call.Repeatable != c.repeatable || fmt.Sprint(c.call.Params) != fmt.Sprint(c.params) {
			t.Errorf("%s: got %+v", c.action, c.call)
		}
	}
}
