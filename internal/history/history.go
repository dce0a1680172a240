// Package history keeps what each run replaced: a file in the user's state directory for every
// apply, revert, update --diff and edit, with the old and the new value of each field and then the
// outcome of each row. It owns these files, their number and their size, and what a run may have
// changed; it reads no live permission, sends nothing and prints nothing.
package history

import (
	"cmp"
	"time"

	"linkwanctl/internal/api"
	"linkwanctl/internal/plan"
)

// Version is the version of a run's file that is written and read.
const Version = 1

// The kinds of runs, by the commands that make them.
const (
	Apply  = "apply"
	Update = "update"
	Edit   = "edit"
	Revert = "revert"
)

// Header is the first line of a run's file, which is on the disk before the run's first call is
// sent.
type Header struct {
	Version int       `json:"Version"`
	ID      string    `json:"Run"` // "20261126-061140": the time in UTC
	Time    time.Time `json:"Time"`
	Command string    `json:"Command"`
	// Key is the same for the same command: a run that ended early is continued by it. "" for a run
	// that is not continued.
	Key        string `json:"Key,omitempty"`
	Reverts    string `json:"Reverts,omitempty"` // the run that a revert brings back
	Part       bool   `json:"Part,omitempty"`    // some rows were not selected or cannot be done
	Endpoint   string `json:"Endpoint"`          // as in a plan
	InstanceID string `json:"IotInstanceId"`
	Region     string `json:"Region,omitempty"`
	Account    string `json:"Account,omitempty"` // a digest of the ID or the source of the key
	Context    string `json:"Context,omitempty"`
	Profile    string `json:"Profile,omitempty"`
	Source     string `json:"Source,omitempty"` // the manifest or the plan, for people
	Report     string `json:"Report,omitempty"` // the absolute path of the report
	Waves      int    `json:"Waves,omitempty"`
	Rows       []Row  `json:"Rows"` // what the run is to change
}

// Row is a row that a run changes.
type Row struct {
	Place   string      `json:"Place,omitempty"`
	ID      string      `json:"JoinPermissionId"` // "" for one to create
	Name    string      `json:"JoinPermissionName"`
	Action  plan.Action `json:"Action"`
	Wave    int         `json:"Wave,omitempty"`
	Changes []Change    `json:"Changes"`
}

// Change is a field with the value that is replaced and the one that is written.
type Change struct {
	Field string `json:"Field"`
	Old   string `json:"Old"`
	New   string `json:"New"`
}

// Key identifies the permission of a row: by its name where it has no ID yet.
func (r *Row) Key() string {
	if r.ID == "" {
		return "name " + r.Name
	}
	return r.ID
}

// Found is the outcome of a row that an earlier process may have done: its permission had the
// wanted values when the run was continued.
const Found plan.Outcome = "found"

// Entry is the outcome of a row.
type Entry struct {
	Row         int          `json:"Row"`                        // its place among the run's rows
	ID          string       `json:"JoinPermissionId,omitempty"` // of a permission that was created
	Outcome     plan.Outcome `json:"Outcome"`
	Code        string       `json:"Code,omitempty"`
	CallOutcome api.Outcome  `json:"CallOutcome,omitempty"`
	Done        []string     `json:"Done,omitempty"` // fields that were set though the row failed
	RequestID   string       `json:"RequestId,omitempty"`
	Ended       string       `json:"Ended,omitempty"`
}

// Wave is the state of a wave that has begun.
type Wave struct {
	Number int       `json:"Number"`
	Ended  bool      `json:"Ended,omitempty"` // all its rows have, and none failed
	Time   time.Time `json:"Time"`
	// Watched says that its nodes were watched to the end, and not too many were silent.
	Watched bool `json:"Watched,omitempty"`
}

// Before is what was read of a permission before the run changed it: what its nodes are compared
// with.
type Before struct {
	ID       string    `json:"JoinPermissionId"`
	Time     time.Time `json:"Time"`
	Created  time.Time `json:"Created,omitzero"`
	Nodes    int       `json:"NodesCnt"`
	Uplinks  int64     `json:"RxDailySum"`
	Monthly  int64     `json:"RxMonthSum"`
	LastJoin int64     `json:"LastJoinMillis"` // of all its nodes
}

// End is how a process ended that carried out the run.
type End struct {
	Time time.Time `json:"Time"`
	Why  string    `json:"Why,omitempty"` // why it ended early, "" where it did not
}

// line is any line of a run's file but the first.
type line struct {
	Rows      []Row      `json:"Rows,omitempty"`      // more rows, when the run is continued
	Continued *time.Time `json:"Continued,omitempty"` // when that was
	Report    string     `json:"Report,omitempty"`    // with Continued
	Entry     *Entry     `json:"Entry,omitempty"`
	Wave      *Wave      `json:"Wave,omitempty"`
	Before    []Before   `json:"Before,omitempty"`
	End       *End       `json:"End,omitempty"`
}

// rowsOf are the rows of a plan that are to be done, and where each is in the plan.
func rowsOf(p *plan.Plan) (rows []Row, at []int) {
	for _, i := range p.ToDo() {
		row := &p.Rows[i]
		kept := Row{Place: row.Place, ID: row.ID, Name: row.Name, Action: row.Action, Wave: row.Wave, Changes: []Change{}}
		for _, c := range row.Changes {
			kept.Changes = append(kept.Changes, Change{c.Field, c.Live, c.New})
		}
		rows, at = append(rows, kept), append(at, i)
	}
	return rows, at
}

// entryOf is what is kept of a report's entry.
func entryOf(row int, e plan.Entry) Entry {
	kept := Entry{Row: row, Outcome: e.Outcome, Code: e.Code, CallOutcome: e.CallOutcome, Done: e.Done, RequestID: e.RequestID, Ended: e.Ended}
	if e.Outcome == plan.OutcomeCreated || len(e.Done) > 0 {
		kept.ID = e.ID
	}
	return kept
}

// Destination is the service and the instance that a run is for.
func (h *Header) Destination() string { return h.Endpoint + " " + cmp.Or(h.InstanceID, "-") }
