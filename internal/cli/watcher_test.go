package cli

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"regexp"
	"runtime"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"linkwanctl/internal/emulator/emulatortest"
)

// observatory is an emulator whose devices live by the clock of the commands, which moves when they
// sleep.
type observatory struct {
	*emulatortest.Service
	env map[string]string

	mu     sync.Mutex
	now    time.Time
	ticks  int
	onTick map[int]func() // by the number of sleeps of a watch
	cancel context.CancelCauseFunc
}

func observe(t *testing.T, devices string) *observatory {
	t.Helper()
	o := &observatory{now: time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC), onTick: map[int]func(){}}
	o.Service = emulatortest.Start(t, emulatortest.Options{Devices: devices, Now: o.clock})
	o.env = o.Environment()
	o.env["LINKWANCTL_QPS"], o.env["LINKWANCTL_MAX_ATTEMPTS"], o.env["LANG"] = "0", "1", "C.UTF-8"
	return o
}

func (o *observatory) clock() time.Time {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.now
}

func (o *observatory) sleep(ctx context.Context, d time.Duration) error {
	o.mu.Lock()
	o.now, o.ticks = o.now.Add(d), o.ticks+1
	step := o.onTick[o.ticks]
	o.mu.Unlock()
	if step != nil {
		step()
	}
	return ctx.Err()
}

// run runs a command line, maybe on a terminal.
func (o *observatory) run(t *testing.T, terminal bool, args string) outcome {
	t.Helper()
	ctx, cancel := context.WithCancelCause(t.Context())
	o.cancel = cancel
	system := System{Now: o.clock, Sleep: o.sleep, StdoutIsTerminal: terminal, StdoutWidth: func() int { return 100 }}
	return runOn(ctx, system, t.TempDir(), o.env, strings.Fields(args)...)
}

// change sets the class as another program would, at the observatory's time.
func (o *observatory) change(t *testing.T, class string) func() {
	return func() {
		t.Helper()
		got := runOn(t.Context(), System{Now: o.clock, Sleep: unslept}, t.TempDir(), o.env, "joinperm", "update", "123", "--class-mode", class)
		if got.code != exitDone {
			t.Errorf("%+v", got)
		}
	}
}

type watchedLine struct {
	ReadMillis          int64
	JoinPermissionID    string `json:"JoinPermissionId"`
	JoinPermissionName  string
	NodesCnt            int
	JoinedNodesCnt      int
	SilentNodesCnt      *int
	UplinkCount         int64
	ExpectedUplinkCount *float64
	RxDailySum          int64
	Code                string
}

func linesOf(t *testing.T, text string) []watchedLine {
	t.Helper()
	var all []watchedLine
	for line := range strings.Lines(text) {
		var one watchedLine
		decoder := json.NewDecoder(strings.NewReader(line))
		decoder.DisallowUnknownFields()
		if err := decoder.Decode(&one); err != nil {
			t.Fatalf("%s: %v", line, err)
		}
		all = append(all, one)
	}
	return all
}

// The names are an interface.
func TestAWatchInAPipeIsALineForEachReading(t *testing.T) {
	t.Parallel()
	o := observe(t, "steady")
	got := o.run(t, false, "joinperm watch 123 --for 3m --every 1m")
	want := `{"ReadMillis":1795435200000,"JoinPermissionId":"123","JoinPermissionName":"凭证1","NodesCnt":10,"JoinedNodesCnt":0,"SilentNodesCnt":null,"UplinkCount":0,"ExpectedUplinkCount":0,"RxDailySum":12000}
{"ReadMillis":1795435260000,"JoinPermissionId":"123","JoinPermissionName":"凭证1","NodesCnt":10,"JoinedNodesCnt":0,"SilentNodesCnt":null,"UplinkCount":10,"ExpectedUplinkCount":10,"RxDailySum":12010}
{"ReadMillis":1795435320000,"JoinPermissionId":"123","JoinPermissionName":"凭证1","NodesCnt":10,"JoinedNodesCnt":0,"SilentNodesCnt":0,"UplinkCount":20,"ExpectedUplinkCount":20,"RxDailySum":12020}
{"ReadMillis":1795435380000,"JoinPermissionId":"123","JoinPermissionName":"凭证1","NodesCnt":10,"JoinedNodesCnt":0,"SilentNodesCnt":0,"UplinkCount":30,"ExpectedUplinkCount":30,"RxDailySum":12030}
`
	if got.code != exitDone || got.stderr != "" || got.stdout != want {
		t.Errorf("%+v", got)
	}
}

func TestAWatchEndsWith11AsSoonAsTooManyNodesAreSilent(t *testing.T) {
	t.Parallel()
	o := observe(t, "silent=50%,rejoin=never")
	o.onTick[2] = o.change(t, "C")
	got := o.run(t, false, "joinperm watch 123 --for 1h --every 1m --max-silent 20%")
	lines := linesOf(t, got.stdout)
	last := lines[len(lines)-1]
	if got.code != exitSilent || len(lines) > 8 || last.SilentNodesCnt == nil || *last.SilentNodesCnt != 3 {
		t.Errorf("%+v", got)
	}
	for _, want := range []string{
		`^linkwanctl: about 3 of 10 nodes fell silent \(30 %, limit 20 %\)\n`, `\n  123 凭证1 +about 3 of 10 nodes silent: \d+ uplinks, \d+ expected\n`,
		`hint: to see which nodes joined last:  linkwanctl joinperm nodes 123 --sort-by LAST_JOIN_MILLIS\n$`,
	} {
		if !regexp.MustCompile(want).MatchString(got.stderr) {
			t.Errorf("%s, want %s", got.stderr, want)
		}
	}
}

// Nodes that join again are heard, however few uplinks have come from them yet.
func TestAWatchCountsNodesThatJoinAgain(t *testing.T) {
	t.Parallel()
	o := observe(t, "silent=50%,rejoin=5m")
	o.onTick[1] = o.change(t, "C")
	got := o.run(t, false, "joinperm watch 123 --for 20m --every 1m --max-silent 100%")
	lines := linesOf(t, got.stdout)
	last := lines[len(lines)-1]
	if got.code != exitDone || got.stderr != "" || last.JoinedNodesCnt != 5 || last.SilentNodesCnt == nil || *last.SilentNodesCnt != 0 || len(lines) != 21 {
		t.Errorf("%+v", got)
	}
}

func TestAWatchThatIsTooShortSaysSo(t *testing.T) {
	t.Parallel()
	o := observe(t, "every=1h")
	got := o.run(t, false, "joinperm watch 123 124 125 --for 15m --every 5m --max-silent 0%")
	want := "linkwanctl: warning: too early to tell whether nodes are silent; at the rate before, watch for at least 2h0m0s: 凭证1 (123), parking_b1 (124)\n"
	if got.code != exitDone || got.stderr != want {
		t.Errorf("%+v", got)
	}
}

// The counters start again in the middle of the watch.
func TestAWatchOverMidnightIsNoSilence(t *testing.T) {
	t.Parallel()
	o := observe(t, "steady")
	o.now = time.Date(2026, 11, 23, 15, 55, 30, 0, time.UTC)
	got := o.run(t, false, "joinperm watch 123 --for 15m --every 1m --max-silent 0%")
	lines := linesOf(t, got.stdout)
	if last := lines[len(lines)-1]; got.code != exitDone || last.UplinkCount != 145 || last.RxDailySum != 105 {
		t.Errorf("%+v", got)
	}
}

// gateReads answers reads of an action with an error.
func (o *observatory) gateReads(action string, status int, code string) func() {
	return func() {
		o.SetGate(func(w http.ResponseWriter, _ *http.Request, asked string, _ int) bool {
			if code == "" || asked != action {
				return false
			}
			w.WriteHeader(status)
			_, _ = fmt.Fprintf(w, `{"RequestId":"R","Code":%q,"Message":"m"}`, code)
			return true
		})
	}
}

func TestAWatchGoesOnAfterReadingsThatFail(t *testing.T) {
	t.Parallel()
	for _, action := range []string{"GetOwnedJoinPermission", "ListNodesByOwnedJoinPermissionId"} {
		o := observe(t, "steady")
		o.gateReads(action, http.StatusServiceUnavailable, "ServiceUnavailable")() // the first one too
		o.onTick[1], o.onTick[3], o.onTick[5] = o.gateReads(action, 0, ""), o.gateReads(action, http.StatusBadRequest, "Throttling.User"), o.gateReads(action, 0, "")
		got := o.run(t, false, "joinperm watch 123 --for 6m --every 1m --max-silent 0%")
		lines := linesOf(t, got.stdout)
		if got.code != exitDone || got.stderr != "" || len(lines) != 7 || lines[0].Code != "ServiceUnavailable" || lines[0].ReadMillis != 0 ||
			lines[3].Code != "Throttling.User" || lines[3].UplinkCount != 10 || lines[6].Code != "" || lines[6].UplinkCount != 50 {
			t.Errorf("%s: %+v", action, got)
		}
	}
}

// What was read in the first half tells nothing of the second one.
func TestAWatchThatIsNotReadToItsEndFails(t *testing.T) {
	t.Parallel()
	o := observe(t, "steady")
	o.onTick[3] = o.gateReads("GetOwnedJoinPermission", http.StatusServiceUnavailable, "ServiceUnavailable")
	got := o.run(t, false, "joinperm watch 123 --for 10m --every 1m --max-silent 20%")
	if got.code != exitUnavailable || !strings.Contains(got.stderr, "ServiceUnavailable") || len(linesOf(t, got.stdout)) != 11 {
		t.Errorf("%+v", got)
	}
	o = observe(t, "steady")
	o.onTick[6] = o.gateReads("GetOwnedJoinPermission", http.StatusServiceUnavailable, "ServiceUnavailable")
	if got := o.run(t, false, "joinperm watch 123 --for 10m --every 1m --max-silent 20%"); got.code != exitDone || got.stderr != "" {
		t.Errorf("%+v", got)
	}
}

// answerNodes lets the service say that 123 has so many nodes, "" for no number.
func (o *observatory) answerNodes(count string) func() {
	return func() {
		o.SetGate(func(w http.ResponseWriter, r *http.Request, asked string, _ int) bool {
			if asked != "GetOwnedJoinPermission" || !strings.Contains(r.URL.RawQuery, "JoinPermissionId=123") {
				return false
			}
			if count != "" {
				count = `,"NodesCnt":` + count
			}
			_, _ = fmt.Fprintf(w, `{"RequestId":"R","Success":true,"Data":{"JoinPermissionId":"123","JoinPermissionName":"凭证1"%s,"RxDailySum":12030}}`, count)
			count = strings.TrimPrefix(count, `,"NodesCnt":`)
			return true
		})
	}
}

func TestAWatchNoticesNodesThatAreNoLongerThere(t *testing.T) {
	t.Parallel()
	for count, want := range map[string]outcome{
		"0": {exitSilent, "", "linkwanctl: about 10 of 10 nodes fell silent (100 %, limit 20 %)\n  123 凭证1  it has no nodes any more, 10 before\n" +
			"hint: to see which nodes joined last:  linkwanctl joinperm nodes 123 --sort-by LAST_JOIN_MILLIS\n"},
		"6": {exitDone, "", "linkwanctl: warning: fewer nodes than before: 凭证1 (123) (6 of 10)\n"},
		"":  {exitDone, "", ""},
	} {
		o := observe(t, "steady")
		o.onTick[3] = o.answerNodes(count)
		got := o.run(t, false, "joinperm watch 123 --for 4m --every 1m --max-silent 20%")
		if got.code != want.code || got.stderr != want.stderr {
			t.Errorf("%q: %+v", count, got)
		}
		if lines := linesOf(t, got.stdout); count == "" && lines[3].NodesCnt != 10 {
			t.Errorf("%q: %+v", count, lines)
		}
	}
}

// It must not look as if no node were silent.
func TestAWatchThatReadsNothingFails(t *testing.T) {
	t.Parallel()
	o := observe(t, "steady")
	o.gateReads("GetOwnedJoinPermission", http.StatusBadRequest, "Throttling.User")()
	got := o.run(t, false, "joinperm watch 123 124 --for 2m --every 1m --max-silent 20%")
	if got.code != exitUnavailable || !strings.Contains(got.stderr, "Throttling.User") || len(linesOf(t, got.stdout)) != 6 {
		t.Errorf("%+v", got)
	}
	o.SetGate(func(w http.ResponseWriter, r *http.Request, asked string, _ int) bool {
		if asked != "GetOwnedJoinPermission" || !strings.Contains(r.URL.String(), "124") {
			return false
		}
		w.WriteHeader(http.StatusServiceUnavailable)
		_, _ = fmt.Fprint(w, `{"RequestId":"R","Code":"ServiceUnavailable","Message":"m"}`)
		return true
	})
	got = o.run(t, false, "joinperm watch 123 124 --for 5m --every 1m --max-silent 20%")
	if want := "linkwanctl: warning: not read to the end, so it is not known whether nodes are silent: permission 124\n"; got.code != exitDone || got.stderr != want {
		t.Errorf("one of two: %+v", got)
	}
}

func TestAWatchEndsWithARefusal(t *testing.T) {
	t.Parallel()
	o := observe(t, "steady")
	if got := o.run(t, false, "joinperm watch 999"); got.code != exitMissing || got.stdout != "" {
		t.Errorf("%+v", got)
	}
	o.onTick[1] = o.gateReads("GetOwnedJoinPermission", http.StatusForbidden, "ForbiddenByRam")
	if got := o.run(t, false, "joinperm watch 123"); got.code != exitDenied || len(linesOf(t, got.stdout)) != 1 {
		t.Errorf("%+v", got)
	}
}

func TestASignalEndsAWatchOfNodesWithWhatIsKnown(t *testing.T) {
	t.Parallel()
	for _, terminal := range []bool{false, true} {
		o := observe(t, "steady")
		o.onTick[2] = func() { o.cancel(Interruption{syscall.SIGINT}) }
		got := o.run(t, terminal, "joinperm watch 123")
		if got.code != exitInterrupted || got.stderr != "" || strings.Count(got.stdout, "凭证1") != 2 {
			t.Errorf("%+v", got)
		}
	}
}

// A list that the service did not sort is read to its end.
func TestJoinsAreCountedInAListThatIsNotSorted(t *testing.T) {
	t.Parallel()
	o := observe(t, "steady")
	joined := func(at ...int64) func() {
		return func() {
			o.SetGate(func(w http.ResponseWriter, r *http.Request, action string, _ int) bool {
				if action != "ListNodesByOwnedJoinPermissionId" {
					return false
				}
				n := 0
				if strings.Contains(r.URL.RawQuery, "Offset=2") {
					n = 2
				}
				list := fmt.Sprintf(`{"DevEui":"%d","LastJoinMillis":%d},{"DevEui":"%d","LastJoinMillis":%d}`, n, at[n], n+1, at[n+1])
				_, _ = fmt.Fprintf(w, `{"RequestId":"R","Success":true,"Data":{"TotalCount":4,"List":[%s]}}`, list)
				return true
			})
		}
	}
	joined(10, 20, 5, 30)()
	o.onTick[1] = joined(10, 31, 40, 30)
	got := o.run(t, false, "joinperm watch 123 --for 1m")
	if lines := linesOf(t, got.stdout); got.code != exitDone || lines[0].JoinedNodesCnt != 0 || lines[1].JoinedNodesCnt != 2 {
		t.Errorf("%+v", got)
	}
}

func TestAWatchOnATerminalIsATableThatIsDrawnAnew(t *testing.T) {
	t.Parallel()
	o := observe(t, "silent=50%,rejoin=never")
	o.onTick[2] = o.change(t, "C")
	got := o.run(t, true, "joinperm watch 123 125 --for 4m --every 1m --color never")
	drawn := strings.Split(got.stdout, "\r\x1b[4A\x1b[J")
	want := `ID   NAME      NODES  JOINED  UPLINKS  EXPECTED  SILENT  UPLINKS PER READING
123  凭证1     10     0       30       40        ~2      ██▅▅
125  冷链网关  0      0       0        –         –       ▁▁▁▁
0 of 10 nodes joined; about 2 of 10 nodes silent (20 %)
`
	if got.code != exitDone || len(drawn) != 5 || drawn[4] != want {
		t.Errorf("%d drawings, the last:\n%s%s", len(drawn), drawn[len(drawn)-1], got.stderr)
	}
	if first := "0 of 10 nodes joined; too early to tell for 1 of 2 permissions; 4 min left\n"; !strings.HasSuffix(drawn[0], first) {
		t.Errorf("the first:\n%s", drawn[0])
	}
}

func TestATerminalThatLacksUTF8GetsBarsOfASCII(t *testing.T) {
	t.Parallel()
	if runtime.GOOS == "windows" {
		t.Skip("a console of Windows shows UTF-8 whatever the locale is")
	}
	o := observe(t, "steady")
	o.env["LANG"] = "C"
	got := o.run(t, true, "joinperm watch 124 --for 2m --every 1m --max-silent 20%")
	if got.code != exitDone || !strings.Contains(got.stdout, "##\n") || !strings.HasSuffix(got.stdout, "about 0 of 5 nodes silent (0 %, limit 20 %)\n") {
		t.Errorf("%+v", got)
	}
}

func TestOtherFormsOfAWatchAreRows(t *testing.T) {
	t.Parallel()
	for form, want := range map[string]string{
		"table": `^READ +ID +NAME +NODES +JOINED +UPLINKS +EXPECTED +SILENT\n2026-11-23T12:00:00.000Z +123 +凭证1 +10 +0 +0 +0 +–\n2026-11-23T12:01:00.000Z +123 .*\n$`,
		"csv":   `^ReadMillis,JoinPermissionId,JoinPermissionName,NodesCnt,JoinedNodesCnt,UplinkCount,ExpectedUplinkCount,SilentNodesCnt.*\n1795435200000,123,凭证1,10,0,0,0,.*\n.*\n$`,
		"json":  `^\{"ReadMillis":.*\n\{"ReadMillis":.*\n$`,
		"yaml":  `^- ReadMillis: 1795435200000\n`,
	} {
		o := observe(t, "steady")
		got := o.run(t, false, "joinperm watch 123 --for 1m -o "+form)
		if got.code != exitDone || !regexp.MustCompile(want).MatchString(got.stdout) {
			t.Errorf("%s: %+v", form, got)
		}
	}
}

func TestWhatAWatchCannotBeAskedIsRefused(t *testing.T) {
	t.Parallel()
	o := observe(t, "steady")
	for args, want := range map[string]string{
		"123 --every 500ms":     `--every 500ms +must be 1s or more`,
		"123 --for 10s":         `--for 10s +must be as long as --every or longer`,
		"123 --max-silent 101%": `--max-silent 101% +must be 0% to 100%, as in 20%`,
		"123 --max-silent few":  `--max-silent few +must be 0% to 100%, as in 20%`,
		"123 --max-silent=":     `--max-silent +must be 0% to 100%, as in 20%`,
		"123 --query NodesCnt":  `--query +cannot be combined with a watch`,
		"":                      `--id +`,
	} {
		if got := o.run(t, false, "joinperm watch "+args); got.code != exitUsage || !regexp.MustCompile(want).MatchString(got.stderr) {
			t.Errorf("%s: %+v", args, got)
		}
	}
	if n := o.Received("GetOwnedJoinPermission"); n > 0 {
		t.Errorf("%d requests", n)
	}
}

// A change between two readings: what came before it does not count, joins since the first one do.
func TestAWatcherCountsFromAChangeOn(t *testing.T) {
	t.Parallel()
	o := observe(t, "silent=50%,rejoin=5m")
	s := &session{app: &app{System: System{Now: o.clock, Sleep: o.sleep}}}
	w := s.newWatcher(emulatortest.Client(o.Server, o.clock), []string{"123", "124"})
	ctx := t.Context()
	wait := func(d time.Duration, read func(context.Context) error) {
		t.Helper()
		if err := o.sleep(ctx, d); err != nil {
			t.Fatal(err)
		}
		if err := read(ctx); err != nil {
			t.Fatal(err)
		}
	}
	wait(0, w.read)
	o.change(t, "C")()
	wait(2*time.Minute, w.changed)
	if v := w.verdict(); v.Unjudged != 2 || v.Nodes != 15 || v.Joined != 2 {
		t.Errorf("after the change: %+v", v)
	}
	wait(3*time.Minute, w.read)
	got := w.all[0].state()
	if got.Expected != 30 || got.Uplinks >= 30 || got.Joined != 5 || got.NodesBefore != 10 || w.all[1].state().Silent != 0 {
		t.Errorf("%+v", got)
	}
	exceeded, err := w.run(ctx, watchOptions{lasts: 20 * time.Minute, every: time.Minute, limit: 0}, func(time.Duration) error { return nil })
	if exceeded != (got.Silent > 0) || err != nil {
		t.Errorf("exceeded %v, %v", exceeded, err)
	}
}

// A table that is higher than the terminal cannot be redrawn, so the rest is left for the end.
func TestAScreenOfManyPermissionsIsWholeAtTheEnd(t *testing.T) {
	t.Parallel()
	o := observe(t, "steady")
	ids := make([]string, 22)
	for i := range ids {
		ids[i] = fmt.Sprint(1001 + i)
		created := o.run(t, false, fmt.Sprintf("joinperm create --name depot_%d --class-mode A --freq-band-plan-group-id 101", i))
		if created.code != exitDone {
			t.Fatalf("%+v", created)
		}
	}
	got := o.run(t, true, "joinperm watch --for 1m --id "+strings.Join(ids, ","))
	first, last, _ := strings.Cut(got.stdout, "\x1b[J")
	if !strings.Contains(first, "\n2 more permissions are shown at the end\n") || strings.Contains(first, "1021") || !strings.Contains(last, "\n1022  depot_21 ") {
		t.Errorf("%+v", got)
	}
}
