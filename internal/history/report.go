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
	Started     string             `json:"Started"`
}

// WrittenIn gives what the runs changed that a report is of. The report does not have the rows that
// were in flight when a process was killed; the runs, which are those of the history that wrote to
// it, do.
func WrittenIn(report io.Reader, runs []*Run) (Written, error) {
	steps, err := readReport(report)
	if err != nil {
		return Written{}, err
	}
	for _, run := range runs {
		for i := range run.Rows {
			// The report has a row that was found done as unchanged, without what the killed process did.
			if e, ended := run.Entries[i]; !ended || e.Outcome == Found {
				steps = append(steps, step{at: run.Time, row: run.Rows[i]})
			}
		}
	}
	sort.SliceStable(steps, func(i, j int) bool { return steps[i].at.Before(steps[j].at) })
	return fold(steps), nil
}

// OfReport are the runs that wrote to the report with this absolute path.
func OfReport(runs []*Run, path string) []*Run {
	return slices.DeleteFunc(slices.Clone(runs), func(r *Run) bool { return !slices.Contains(r.Reports, path) })
}

// readReport reads the lines of a report. One that was cut off, as by a kill, is left out.
func readReport(report io.Reader) ([]step, error) {
	limited := &io.LimitedReader{R: report, N: MostBytes + 1}
	reader := bufio.NewReaderSize(limited, 64<<10)
	var steps []step
	for number := 1; ; number++ {
		text, err := reader.ReadBytes('\n')
		switch {
		case limited.N <= 0:
			return nil, i18n.Errorf("it is longer than %d bytes", MostBytes)
		case err != nil && !errors.Is(err, io.EOF):
			return nil, err
		}
		text = bytes.TrimPrefix(text, []byte("\ufeff"))
		var r reported
		if json.Unmarshal(text, &r) == nil { // else cut off, and ended by the next run
			s, err := r.step()
			if err != nil {
				return nil, i18n.Errorf("line %d: %w", number, err)
			}
			steps = append(steps, s)
		}
		switch {
		case err == nil:
		case len(steps) == 0:
			return nil, i18n.Errorf("it has no rows that \"joinperm apply --report\" wrote")
		default:
			return steps, nil
		}
	}
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
