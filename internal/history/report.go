package history

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"slices"
	"sort"
	"time"

	"linkwanctl/internal/api"
	"linkwanctl/internal/i18n"
	"linkwanctl/internal/joinperm"
	"linkwanctl/internal/plan"
)

// reported is the part of a report's line that says what was changed.
type reported struct {
	Place       string             `json:"Place"`
	ID          string             `json:"JoinPermissionId"`
	Name        string             `json:"JoinPermissionName"`
	Changes     []plan.FieldChange `json:"Changes"`
	Outcome     plan.Outcome       `json:"Outcome"`
	CallOutcome api.Outcome        `json:"CallOutcome"`
	Done        []string           `json:"Done"`
	RequestID   string             `json:"RequestId"`
	Started     string             `json:"Started"`
}

// Report is what a report says.
type Report struct {
	steps    []step
	requests map[string]bool // the IDs of its requests
}

// ReadReport reads the lines of a report. One that was cut off, as by a kill, is left out.
func ReadReport(report io.Reader) (Report, error) {
	limited := &io.LimitedReader{R: report, N: MostBytes + 1}
	reader := bufio.NewReaderSize(limited, 64<<10)
	r := Report{requests: map[string]bool{}}
	for number := 1; ; number++ {
		text, err := reader.ReadBytes('\n')
		switch {
		case limited.N <= 0:
			return Report{}, i18n.Errorf("it is longer than %d bytes", MostBytes)
		case err != nil && !errors.Is(err, io.EOF):
			return Report{}, err
		}
		if err := r.add(text); err != nil {
			return Report{}, i18n.Errorf("line %d: %w", number, err)
		}
		switch {
		case err == nil:
		case len(r.steps) == 0:
			return Report{}, i18n.Errorf("it has no rows that \"joinperm apply --report\" wrote")
		default:
			return r, nil
		}
	}
}

func (r *Report) add(text []byte) error {
	var l reported
	if json.Unmarshal(bytes.TrimPrefix(text, []byte("\ufeff")), &l) != nil { // cut off, and ended by the next run
		return nil
	}
	s, err := l.step()
	if err != nil {
		return err
	}
	r.steps, r.requests[l.RequestID] = append(r.steps, s), true
	return nil
}

// Of are the runs that wrote to the report, which has this absolute path. Those that wrote to
// another file of that name, since removed, are none of them.
func (r Report) Of(runs []*Run, path string) []*Run {
	return slices.DeleteFunc(slices.Clone(runs), func(run *Run) bool {
		return !slices.Contains(run.Reports, path) || len(run.Reports) == 1 && r.lacks(run)
	})
}

// lacks reports whether the report has none of the requests whose outcome the run keeps: each is in
// the report before it is in the run.
func (r Report) lacks(run *Run) bool {
	has := false
	for _, e := range run.Entries {
		if e.RequestID == "" {
			continue
		}
		if has = true; r.requests[e.RequestID] {
			return false
		}
	}
	return has
}

// Written gives what the runs changed that the report is of. The report does not have the rows that
// were in flight when a process was killed, nor those for which the disk was full; the runs do.
func (r Report) Written(runs []*Run) Written {
	steps := slices.Clone(r.steps)
	for _, run := range runs {
		for i := range run.Rows {
			switch e, ended := run.Entries[i]; {
			// The report has a row that was found done as unchanged, without what the killed process did.
			case !ended || e.Outcome == Found:
				steps = append(steps, step{at: run.Time, row: run.Rows[i]})
			case e.RequestID != "" && !r.requests[e.RequestID] && len(run.Reports) == 1:
				steps = append(steps, step{run.Time, run.Rows[i], &e})
			}
		}
	}
	sort.SliceStable(steps, func(i, j int) bool { return steps[i].at.Before(steps[j].at) })
	return fold(steps)
}

// step is the line as a step, once it is known to be of a report.
func (r *reported) step() (step, error) {
	if r.Outcome == "" {
		return step{}, i18n.Errorf("it has no Outcome: it was not written by \"joinperm apply --report\"")
	}
	if r.ID != "" {
		if p := joinperm.CheckIdentifier(r.ID); p != nil {
			return step{}, i18n.Errorf("JoinPermissionId: \"%s\" %s", p.Given, p.Rule)
		}
	}
	row := Row{Place: r.Place, ID: r.ID, Name: r.Name, Action: plan.Update}
	creates := len(r.Changes) > 0
	for _, c := range r.Changes {
		row.Changes = append(row.Changes, Change{c.Field, c.Live, c.New})
		creates = creates && c.Live == ""
	}
	if creates || r.ID == "" {
		row.Action = plan.Create
	}
	at, _ := time.Parse(time.RFC3339, r.Started)
	return step{at, row, &Entry{ID: r.ID, Outcome: r.Outcome, CallOutcome: r.CallOutcome, Done: r.Done}}, nil
}
