package plan

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"testing"
	"time"

	"linkwanctl/internal/api"
	"linkwanctl/internal/joinperm"
)

func TestRowsAreSetBesideTheLivePermissions(t *testing.T) {
	t.Parallel()
	live := account(permission("1", "alpha"), permission("2", "beta"), permission("3", "same"), permission("4", "same"), permission("5", "gamma"))
	for name, c := range map[string]struct {
		want Want
		told string
	}{
		"by id":                   {Want{ID: "1", Set: assignments("RxDelay=3", "ClassMode=A")}, "update 1 alpha RxDelay:1>3"},
		"by name":                 {Want{Name: "beta", Set: assignments("ClassMode=C")}, "update 2 beta ClassMode:A>C"},
		"rename by id":            {Want{ID: "1", Name: "delta"}, "update 1 alpha JoinPermissionName:alpha>delta"},
		"rename as a field":       {Want{ID: "1", Set: assignments("JoinPermissionName=delta")}, "update 1 alpha JoinPermissionName:alpha>delta"},
		"rename by name":          {Want{Name: "alpha", Set: assignments("JoinPermissionName=delta")}, "update 1 alpha JoinPermissionName:alpha>delta"},
		"own name beside the id":  {Want{ID: "1", Name: "alpha"}, "unchanged 1 alpha"},
		"state alone":             {Want{ID: "1", Enabled: "false"}, "update 1 alpha Enabled:true>false"},
		"state last":              {Want{ID: "1", Enabled: "false", Set: assignments("DataRate=5", "JoinEui=00000000000000a1")}, "update 1 alpha DataRate:4>5 JoinEui:d896e0efff000000>00000000000000a1 Enabled:true>false"},
		"all held":                {Want{ID: "1", Enabled: "true", Set: assignments("ClassMode=A")}, "unchanged 1 alpha"},
		"nothing given":           {Want{Name: "alpha"}, "unchanged 1 alpha"},
		"id not found":            {Want{ID: "9", Name: "omega", Set: assignments("ClassMode=A", "FreqBandPlanGroupId=101")}, "missing 9 omega | permission 9 does not exist"},
		"name not found":          {Want{Name: "omega", Enabled: "true", Set: assignments("ClassMode=A", "FreqBandPlanGroupId=101")}, "create  omega JoinPermissionName:>omega ClassMode:>A FreqBandPlanGroupId:>101 Enabled:>true"},
		"too little for a new":    {Want{Name: "omega", Set: assignments("RxDelay=3")}, "missing  omega JoinPermissionName:>omega RxDelay:>3 | no permission is named omega, and none can be created: class is missing, band is missing"},
		"two of the name":         {Want{Name: "same", Set: assignments("ClassMode=C")}, "conflict  same | the name same is used by permissions 3 and 4: give the id"},
		"neither id nor name":     {Want{Set: assignments("ClassMode=C")}, "missing   | no id or name is given"},
		"one of two of the name":  {Want{ID: "3", Set: assignments("ClassMode=C")}, "update 3 same ClassMode:A>C"},
		"a name that another has": {Want{ID: "1", Name: "beta"}, "conflict 1 alpha JoinPermissionName:alpha>beta | the name beta is already used by permission 2"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			expect(t, "row", told(live.plans(t, c.want)), []string{c.told})
		})
	}
}

func TestNameThatIsNotFoundIsMissingWithoutCreate(t *testing.T) {
	t.Parallel()
	p, err := Make(t.Context(), account(), "", []Want{{Name: "omega", Set: assignments("ClassMode=A", "FreqBandPlanGroupId=101")}}, Options{})
	if err != nil {
		t.Fatal(err)
	}
	expect(t, "row", told(p), []string{"missing  omega | no permission is named omega"})
}

func TestTwoRowsOfOnePermissionAreBothConflicts(t *testing.T) {
	t.Parallel()
	p := account(permission("1", "alpha"), permission("2", "beta")).plans(t,
		Want{ID: "1", Set: assignments("ClassMode=A")}, Want{ID: "2", Set: assignments("ClassMode=C")}, Want{Name: "alpha", Set: assignments("ClassMode=C")})
	expect(t, "rows", told(p), []string{
		"conflict 1 alpha | permission 1 (alpha) is used again at fleet.yaml:3:1",
		"update 2 beta ClassMode:A>C",
		"conflict 1 alpha ClassMode:A>C | permission 1 (alpha) is already used at fleet.yaml:1:1",
	})
}

func TestNamesArePassedOnInChainsAndNotInCircles(t *testing.T) {
	t.Parallel()
	rename := func(id, name string) Want { return Want{ID: id, Name: name} }
	a, b, c := "conflict 1 aaaa JoinPermissionName:aaaa>bbbb | ", "conflict 2 bbbb JoinPermissionName:bbbb>cccc | ", "conflict 3 cccc JoinPermissionName:cccc>aaaa | "
	circle := "the renames form a circle: permission %[2]s can get the name %[1]s only when it is free"
	for name, c := range map[string]struct {
		wants    []Want
		told     []string
		sequence []int
	}{
		"chain": {
			[]Want{rename("1", "bbbb"), rename("2", "cccc"), rename("3", "free")},
			[]string{"update 1 aaaa JoinPermissionName:aaaa>bbbb", "update 2 bbbb JoinPermissionName:bbbb>cccc", "update 3 cccc JoinPermissionName:cccc>free"},
			[]int{2, 1, 0},
		},
		"circle": {
			[]Want{rename("1", "bbbb"), rename("2", "cccc"), rename("3", "aaaa")},
			[]string{a + fmt.Sprintf(circle, "bbbb", "1"), b + fmt.Sprintf(circle, "cccc", "2"), c + fmt.Sprintf(circle, "aaaa", "3")},
			nil,
		},
		"swap beside another": {
			[]Want{rename("1", "bbbb"), rename("2", "aaaa"), rename("3", "free")},
			[]string{
				a + fmt.Sprintf(circle, "bbbb", "1"), "conflict 2 bbbb JoinPermissionName:bbbb>aaaa | " + fmt.Sprintf(circle, "aaaa", "2"),
				"update 3 cccc JoinPermissionName:cccc>free",
			},
			[]int{2},
		},
		"chain onto a held name": {
			[]Want{rename("1", "bbbb"), rename("2", "cccc"), {ID: "3", Enabled: "false"}},
			[]string{
				a + "permission 2, itself in conflict, still has the name bbbb", b + "the name cccc is already used by permission 3",
				"update 3 cccc Enabled:true>false",
			},
			[]int{2},
		},
		"one name wanted twice": {
			[]Want{rename("1", "free"), rename("2", "free"), rename("3", "bbbb")},
			[]string{
				"conflict 1 aaaa JoinPermissionName:aaaa>free | the name free is also given to another permission at fleet.yaml:2:1",
				"conflict 2 bbbb JoinPermissionName:bbbb>free | the name free is already given to another permission at fleet.yaml:1:1",
				"conflict 3 cccc JoinPermissionName:cccc>bbbb | permission 2, itself in conflict, still has the name bbbb",
			},
			nil,
		},
		"new one and rename": {
			[]Want{rename("1", "free"), {Name: "free", Set: assignments("ClassMode=A", "FreqBandPlanGroupId=101")}},
			[]string{
				"conflict 1 aaaa JoinPermissionName:aaaa>free | the name free is also given to another permission at fleet.yaml:2:1",
				"conflict  free JoinPermissionName:>free ClassMode:>A FreqBandPlanGroupId:>101 | the name free is already given to another permission at fleet.yaml:1:1",
			},
			nil,
		},
		"name of a conflict": {
			[]Want{rename("1", "bbbb"), rename("2", "free"), {Name: "bbbb"}},
			[]string{
				a + "the name bbbb is already used by permission 2",
				"conflict 2 bbbb JoinPermissionName:bbbb>free | permission 2 (bbbb) is used again at fleet.yaml:3:1",
				"conflict 2 bbbb | permission 2 (bbbb) is already used at fleet.yaml:2:1",
			},
			nil,
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := account(permission("1", "aaaa"), permission("2", "bbbb"), permission("3", "cccc")).plans(t, c.wants...)
			expect(t, "rows", told(p), c.told)
			if sequence, _, rest := order(p.Rows); fmt.Sprint(sequence) != fmt.Sprint(c.sequence) || len(rest) > 0 {
				t.Errorf("sequence %v, in a circle %v, want %v", sequence, rest, c.sequence)
			}
		})
	}
}

func TestRowsOfARentedPermissionAreDoubtful(t *testing.T) {
	t.Parallel()
	rented, unnamed, offered := permission("1", "rented"), permission("2", "unnamed"), permission("3", "offered")
	rented.AuthState, rented.RenterAliyunID = joinperm.AuthAccepted, "some-user"
	unnamed.AuthState = joinperm.AuthAccepted
	offered.AuthState, offered.RenterAliyunID = joinperm.AuthApplying, "some-user"
	live := account(rented, unnamed, offered)
	change := assignments("ClassMode=C")
	for want, c := range map[string][]Want{
		"[some-user another account ]": {{ID: "1", Set: change}, {ID: "2", Set: change}, {ID: "3", Set: change}},
		"[ ]":                          {{ID: "1", Enabled: "false"}, {ID: "2", Set: assignments("ClassMode=A")}},
	} {
		var got []string
		p := live.plans(t, c...)
		for _, row := range p.Rows {
			got = append(got, row.Renter)
			if told := "authorised to " + row.Renter + ", Link WAN will probably refuse it"; (row.Renter != "") != (row.Doubtful.String() == told) {
				t.Errorf("row %s of %q says %q", row.ID, row.Renter, row.Doubtful)
			}
		}
		if fmt.Sprint(got) != want {
			t.Errorf("renters %v, want %s", got, want)
		}
	}
	if counts := live.plans(t, Want{ID: "1", Set: change}, Want{ID: "3", Set: change}, Want{ID: "9"}).Counts(); counts != (Counts{Update: 2, Missing: 1, Doubtful: 1}) || counts.Differences() != 3 {
		t.Errorf("counts %+v", counts)
	}
}

func TestNodesAreCountedWhereTheyFeelTheChange(t *testing.T) {
	t.Parallel()
	p := account(permission("1", "aaaa"), permission("2", "bbbb"), permission("3", "cccc"), permission("4", "dddd"), permission("5", "eeee")).plans(t,
		Want{ID: "1", Set: assignments("ClassMode=C", "RxDelay=2")}, Want{ID: "2", Set: assignments("RxDelay=2")},
		Want{ID: "3", Set: assignments("FreqBandPlanGroupId=201")}, Want{ID: "4", Set: assignments("JoinEui=0000000000000001")}, Want{ID: "5", Set: assignments("ClassMode=C")})
	uncounted := p.CountNodes(t.Context(), 3, 2, func(_ context.Context, id string) (joinperm.Number, error) {
		if id == "3" {
			return "", errors.New("down")
		}
		return joinperm.Number(id), nil
	})
	var got []string
	for _, row := range p.Rows {
		for _, c := range row.Changes {
			got = append(got, fmt.Sprintf("%s %s %q", row.Nodes, c.Field, c.Effect))
		}
	}
	expect(t, "nodes", got, []string{
		`1 ClassMode "its node misses downlinks until its firmware runs class C"`, `1 RxDelay ""`, ` RxDelay ""`, ` FreqBandPlanGroupId ""`,
		`4 JoinEui "those of its 4 nodes whose firmware has the old JoinEUI cannot join again"`, ` ClassMode ""`,
	})
	if uncounted != 2 {
		t.Errorf("%d uncounted", uncounted)
	}
}

func TestUnreadableListMakesNoPlan(t *testing.T) {
	t.Parallel()
	if p, err := Make(t.Context(), broken{}, "", nil, Options{}); !errors.Is(err, errList) || p != nil {
		t.Errorf("%v, %v", p, err)
	}
	if p, err := account().plans(t).Check(t.Context(), broken{}); !errors.Is(err, errList) || p != nil {
		t.Errorf("%v, %v", p, err)
	}
}

func TestListThatChangesOnTheWayIsReadAnew(t *testing.T) {
	t.Parallel()
	for times, want := range map[int]string{2: "update 1 alpha ClassMode:A>C", 3: ""} {
		live := &changing{service: account(permission("1", "alpha"), permission("2", "beta")), times: times}
		p, err := Make(t.Context(), live, "", []Want{{Name: "alpha", Set: assignments("ClassMode=C")}, {ID: "2"}}, Options{})
		switch {
		case want == "" && err == nil, want != "" && err != nil:
			t.Errorf("changed %d times: %v", times, err)
		case want != "":
			expect(t, "row", told(p), []string{want, "missing 2  | permission 2 does not exist"})
		}
	}
}

// changing is a list that changes so many times on the way; at first it holds one permission more.
type changing struct {
	*service
	times int
}

func (c *changing) EachOwned(ctx context.Context, filter map[string]string, instanceID string, each func(*joinperm.Listed) error) error {
	err := c.service.EachOwned(ctx, filter, instanceID, each)
	c.list = c.list[:1]
	if c.times--; c.times >= 0 {
		return &api.Error{Action: "ListOwnedJoinPermissions", Code: api.CodeListChanged}
	}
	return err
}

var errList = errors.New("no list")

type broken struct{}

func (broken) EachOwned(context.Context, map[string]string, string, func(*joinperm.Listed) error) error {
	return errList
}

// Ten thousand rows beside as many permissions.
//
//nolint:paralleltest // it measures the memory of the process
func TestLargePlanTakesLittleMemory(t *testing.T) {
	const n = 10_000
	live := account()
	wants := make([]Want, n)
	for i := range n {
		live.list = append(live.list, permission(fmt.Sprint(i), fmt.Sprintf("p_%06d", i)))
		wants[i] = Want{Place: fmt.Sprintf("fleet.csv:%d:1", i), Name: fmt.Sprintf("p_%06d", i), Set: assignments("ClassMode=C", "RxDelay=2")}
		if i%2 == 0 {
			wants[i].ID, wants[i].Name = fmt.Sprint(i), fmt.Sprintf("q_%06d", i)
		}
	}
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	start := time.Now()
	p, err := Make(t.Context(), live, "", wants, Options{})
	took := time.Since(start)
	runtime.GC()
	runtime.ReadMemStats(&after)
	if err != nil || p.Counts().Update != n {
		t.Fatalf("%+v, %v", p.Counts(), err)
	}
	held := (after.HeapAlloc - before.HeapAlloc) >> 20
	t.Logf("%s, %d MiB held, %d MiB allocated", took, held, (after.TotalAlloc-before.TotalAlloc)>>20)
	if held > 10 {
		t.Errorf("it holds %d MiB", held)
	}
	runtime.KeepAlive(live)
	runtime.KeepAlive(wants)
}
