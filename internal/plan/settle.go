package plan

import (
	"linkwanctl/internal/api"
	"linkwanctl/internal/i18n"
)

// Why an apply ended before its last row. These are messages, see i18n.N.
const (
	EndedInterrupted = "interrupted"
	EndedFailures    = "failure limit reached"
	EndedReport      = "cannot write the report"
	EndedOutage      = "the service is unavailable"
)

// noteOutage counts the calls that failed in succession because the service is down, throttles or
// does not answer. Each has waited for it to come back, and thousands behind them would for days.
func (r *run) noteOutage(failure *api.Error) {
	switch {
	case failure == nil:
		r.down = 0
	case failure.Code == api.CodeInterrupted:
	case failure.Kind() == api.KindUnavailable, failure.Kind() == api.KindNoAnswer:
		r.down++
	default:
		r.down = 0
	}
}

// settle adds a finished row to the next commit.
func (r *run) settle(e Entry) {
	r.settled = append(r.settled, e)
	if e.Outcome == OutcomeFailed || e.Outcome == OutcomeStale {
		r.failed++
	}
	switch {
	case e.job && e.Outcome == OutcomeFailed:
		r.waveFailed++
	case e.Outcome == OutcomeUpdated, e.Outcome == OutcomeCreated:
		r.changed = append(r.changed, e)
	}
}

// finish settles a job, and then queues the row that waits for it, or settles that too.
func (r *run) finish(j *job, e Entry) {
	for {
		r.settle(e)
		next := r.waiting[j.index]
		delete(r.waiting, j.index)
		switch {
		case next == nil:
			return
		case r.ended != "":
			e = next.entry.skipped(i18n.Word(r.ended))
		case e.Outcome == OutcomeUpdated || j.halfway():
			r.queueRow(next)
			return
		case e.Outcome == OutcomeSkipped:
			e = next.entry.skipped(e.Message)
		default:
			e = next.entry.failedLocally(CodeBlocked, i18n.T("permission %[2]s still has the name %[1]s", next.row.change(fieldName).New, j.entry.ID))
		}
		j = next
	}
}

// end lets no further call start: a row that has not begun is skipped, even if its call waits
// already, and one that lacks its enabling has failed.
func (r *run) end(why string) {
	r.stop()
	r.ended = why
	r.summary.Ended = why
	for s := range r.queues {
		for _, j := range r.queues[s] {
			r.finish(j, j.end(why))
		}
		r.queues[s] = nil
	}
	r.endLater(why)
}

// commit writes the settled rows to the report and only then counts them. Ending the apply settles
// more rows, hence the loop. Too many failures end it before the write: nothing more is sent while
// the disk is busy.
func (r *run) commit() {
	for len(r.settled) > 0 {
		if most := r.options.MaxFailures; r.ended == "" && most > 0 && r.failed >= most {
			r.end(EndedFailures)
		}
		if r.ended == "" && r.down >= DefaultParallel {
			r.end(EndedOutage)
		}
		entries := r.settled
		r.settled = nil
		r.record(entries)
		for i := range entries {
			r.count(&entries[i])
		}
		if r.ended == "" && r.reportErr != nil {
			r.end(EndedReport)
		}
	}
	r.options.Progress(r.progress)
}

// record writes to the report; after a failed write it keeps the entries that are missing there.
func (r *run) record(entries []Entry) {
	if r.options.Report == nil {
		return
	}
	if r.reportErr == nil {
		r.reportErr = writeEntries(r.options.Report, entries)
	}
	if r.reportErr == nil {
		return
	}
	for _, e := range entries {
		if e.Attempts > 0 {
			r.lost = append(r.lost, e)
		}
	}
}

// count adds a row to the summary, and to the progress if it was to be done, and hands it over.
func (r *run) count(e *Entry) {
	r.summary.add(e)
	r.options.Settled(e.index, *e)
	if !e.job {
		return
	}
	if e.Outcome != OutcomeSkipped {
		r.progress.Done++
	}
	if e.Outcome == OutcomeFailed {
		r.progress.Failed++
	}
}

var _ Doer = (*api.Client)(nil)
