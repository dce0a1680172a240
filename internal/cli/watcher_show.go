package cli

import (
	"fmt"
	"math"
	"strconv"
	"time"

	"linkwanctl/internal/i18n"
	"linkwanctl/internal/joinperm"
	"linkwanctl/internal/output"
	"linkwanctl/internal/plan/watch"
)

// watchedNodes is a reading of one permission, for scripts. What cannot be said is null.
type watchedNodes struct {
	ReadMillis         int64           `json:"ReadMillis"` // when the values were read, 0 before the first reading
	JoinPermissionID   string          `json:"JoinPermissionId"`
	JoinPermissionName string          `json:"JoinPermissionName"`
	NodesCnt           int             `json:"NodesCnt"`
	JoinedNodesCnt     int             `json:"JoinedNodesCnt"` // since the watch began
	SilentNodesCnt     *int            `json:"SilentNodesCnt"` // an estimate
	UplinkCount        int64           `json:"UplinkCount"`    // since the watch began
	ExpectedUplinks    *float64        `json:"ExpectedUplinkCount"`
	RxDailySum         joinperm.Number `json:"RxDailySum"`
	Code               string          `json:"Code,omitempty"` // of the reading, if it failed: the values are the last known
}

func watchedColumns() []output.Column {
	return []output.Column{
		{Name: "ReadMillis", Label: "read"}, columnOf(joinperm.ID()), {Name: "JoinPermissionName", Label: "name", Keep: true},
		{Name: "NodesCnt", Label: "nodes", Keep: true}, {Name: "JoinedNodesCnt", Label: "joined", Keep: true},
		{Name: "UplinkCount", Label: "uplinks"}, {Name: "ExpectedUplinkCount", Label: "expected"},
		{Name: "SilentNodesCnt", Label: "silent", Keep: true}, {Name: "RxDailySum", Label: "rx today", Wide: true}, {Name: "Code", Label: "code", Wide: true},
	}
}

func (o *observed) document() watchedNodes {
	state := o.state()
	d := watchedNodes{
		ReadMillis: o.at.UnixMilli(), JoinPermissionID: o.id, JoinPermissionName: o.last.Name(), NodesCnt: state.Nodes, JoinedNodesCnt: state.Joined,
		UplinkCount: state.Uplinks, RxDailySum: o.last.RxDailySum,
	}
	if o.failed != nil {
		d.Code = codeOf(o.failed)
	}
	if o.at.IsZero() {
		d.ReadMillis = 0
	}
	if state.Before > 0 {
		expected := math.Round(state.Expected*10) / 10
		d.ExpectedUplinks = &expected
	}
	if state.Judged {
		d.SilentNodesCnt = &state.Silent
	}
	return d
}

// cells are the row of a permission, one for each of watchedColumns.
func (o *observed) cells(s *session) []string {
	d := o.document()
	expected := "–"
	if d.ExpectedUplinks != nil {
		expected = strconv.FormatFloat(*d.ExpectedUplinks, 'f', 0, 64)
	}
	return []string{
		s.time(joinperm.Number(strconv.FormatInt(d.ReadMillis, 10))), o.id, dash(d.JoinPermissionName), itoa(d.NodesCnt), itoa(d.JoinedNodesCnt),
		strconv.FormatInt(d.UplinkCount, 10), expected, silentCell(o.state()), dash(d.RxDailySum), d.Code,
	}
}

// silentCell says that the number is an estimate.
func silentCell(state watch.State) string {
	if !state.Judged {
		return "–"
	}
	return fmt.Sprintf("~%d", state.Silent)
}

// mostShown is how many rows a screen shows while they change, so that it fits into a terminal.
const mostShown = 20

// trendCells is how many readings the bars of a row show.
const trendCells = 20

// screen draws the watched permissions on a terminal, with a line on all of them below.
func (w *watcher) screen(screen *output.Screen, o watchOptions) func(time.Duration) error {
	s := w.session
	return func(left time.Duration) error {
		shown := w.all
		var below []i18n.Text
		if len(shown) > mostShown && left > 0 {
			shown = shown[:mostShown]
			below = append(below, i18n.T("%d more permissions are shown at the end", len(w.all)-len(shown)))
		}
		grid := output.Grid{Columns: []string{
			joinperm.ID().Label, i18n.N("name"), i18n.N("nodes"), i18n.N("joined"), i18n.N("uplinks"), i18n.N("expected"), i18n.N("silent"), i18n.N("uplinks per reading"),
		}, Spare: []int{0, 5, 4, 7}}
		for _, one := range shown {
			grid.Rows = append(grid.Rows, append(one.cells(s)[1:8], one.trend(s)))
		}
		return screen.Draw(grid, append(below, w.summary(o, left))...)
	}
}

// trend is a bar for each of the last readings; or why the last one failed.
func (o *observed) trend(s *session) string {
	if o.failed != nil {
		return s.say(i18n.T("not read: %s", codeOf(o.failed)))
	}
	state := o.state()
	top := state.Before
	for _, rate := range state.Rates {
		top = max(top, rate)
	}
	return output.Sparkline(state.Rates, top, trendCells, !s.app.isUTF8())
}

// summary is the line on all permissions.
func (w *watcher) summary(o watchOptions, left time.Duration) i18n.Text {
	v := w.verdict()
	parts := []i18n.Text{i18n.T("%d of %d nodes joined", v.Joined, v.Nodes)}
	if v.Judged > 0 {
		parts = append(parts, silentText(v, o.limit))
	}
	if v.Unjudged > 0 {
		parts = append(parts, i18n.T("too early to tell for %d of %d permissions", v.Unjudged, len(w.all)))
	}
	if left > 0 {
		parts = append(parts, output.TimeLeft(left.Seconds()))
	}
	return i18n.Join(i18n.N("; "), parts...)
}

func silentText(v watch.Verdict, limit float64) i18n.Text {
	if limit < 0 {
		return i18n.T("about %d of %d nodes silent (%.0f %%)", v.Silent, v.Nodes, v.Percent())
	}
	return i18n.T("about %d of %d nodes silent (%.0f %%, limit %s %%)", v.Silent, v.Nodes, v.Percent(), percentOf(limit))
}

func percentOf(limit float64) string { return strconv.FormatFloat(limit, 'f', -1, 64) }

// lines adds a row for each permission after each reading.
func (w *watcher) lines(rows *output.Rows) func(time.Duration) error {
	return func(time.Duration) error {
		for _, o := range w.all {
			if err := rows.Add(o.document(), o.cells(w.session)); err != nil {
				return w.session.unwritten(err)
			}
		}
		if err := rows.Settle(); err != nil {
			return w.session.unwritten(err)
		}
		return nil
	}
}
