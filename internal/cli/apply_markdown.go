package cli

import (
	"cmp"
	"context"
	"slices"
	"sort"

	"linkwanctl/internal/api"
	"linkwanctl/internal/i18n"
	"linkwanctl/internal/plan"
)

const applyHeading = "linkwanctl joinperm apply"

// jobSummary is the Markdown that an apply appends to a file, whatever its end. Its zero value is none.
type jobSummary struct {
	file    plan.Report // nil for none
	close   func()
	rows    []settledRow
	written bool
	lost    error // why it could not be written
}

// settledRow is a row that has ended, with its place in the plan.
type settledRow struct {
	index int
	plan.Entry
}

// openSummary opens the file before anything is sent. It is appended to, as a job's summary is.
func (s *session) openSummary(ctx context.Context, path string) (*jobSummary, error) {
	if path == "" {
		return &jobSummary{close: func() {}}, nil
	}
	file, closeFile, err := s.app.openAppended(ctx, path)
	if err != nil {
		return nil, s.own(usage(i18n.T("the summary cannot be opened: %s", err)))
	}
	return &jobSummary{file: file, close: closeFile}, nil
}

// keep keeps what the table shows of a row: not that nothing was to be done.
func (j *jobSummary) keep(index int, e plan.Entry) {
	if j.file != nil && e.Outcome != plan.OutcomeUnchanged {
		j.rows = append(j.rows, settledRow{index, e})
	}
}

// summarizeRefused is for input that was refused before there was a job: the summary says why.
func (s *session) summarizeRefused(ctx context.Context, path string, refused error) error {
	j, err := s.openSummary(ctx, path)
	if err != nil {
		return refused
	}
	defer j.close()
	return j.finish(s, refused)
}

// mostProblems is how many problems of a manifest a summary has.
const mostProblems = 20

// finish writes the summary, unless that was done; err is how the command ends without it. A summary
// that cannot be written is a failure where nothing else is.
func (j *jobSummary) finish(s *session, err error) error {
	if j.file == nil {
		return err
	}
	if !j.written {
		j.write(s.refusedMarkdown(err))
	}
	switch {
	case j.lost == nil:
		return err
	case err == nil:
		f := s.unwritten(j.lost)
		f.Title = i18n.T("the summary could not be written: %s", j.lost)
		return f
	}
	s.printer.Warn(i18n.T("the summary could not be written: %s", j.lost))
	return err
}

// write writes the summary.
func (j *jobSummary) write(text string) {
	if j.file != nil {
		_, j.lost = j.file.Write([]byte(text))
		j.written = true
	}
}

// refusedMarkdown says why there was no apply, if there was none.
func (s *session) refusedMarkdown(err error) string {
	if err == nil {
		return ""
	}
	f := asFailure(err)
	m := s.markdown(applyHeading, i18n.T("nothing was applied: %s", f.Title))
	if !f.Message.Empty() {
		m.Paragraphs = append(m.Paragraphs, s.say(f.Message))
	}
	for i, problem := range f.Problems {
		if i == mostProblems {
			m.Paragraphs = append(m.Paragraphs, m.More(len(f.Problems)-i))
			break
		}
		m.Paragraphs = append(m.Paragraphs, s.say(problem.Text()))
	}
	return m.String()
}

// tell writes the summary of an apply that has ended: what failed comes first, so that a bound on the
// table hides it last, and then what was done.
func (j *jobSummary) tell(w *waveRun, summary plan.Summary) {
	s := w.session
	m := s.markdown(applyHeading, applyCounts(summary))
	if summary.Ended != "" {
		m.Paragraphs = slices.Insert(m.Paragraphs, 1, s.say(i18n.T("the apply ended early: %s", i18n.Word(summary.Ended))))
	}
	if w.hasWatched() {
		m.Paragraphs = append(m.Paragraphs, s.say(w.watcher.summary(w.job.watch.watchOptions, 0)))
	}
	switch {
	case w.isBack():
		m.Paragraphs = append(m.Paragraphs, s.say(i18n.T("the old values are back")))
	case w.reverted != nil:
		m.Paragraphs = append(m.Paragraphs, s.say(i18n.T("not all old values are back: %s", applyCounts(*w.reverted))))
	case w.notBack != nil:
		m.Paragraphs = append(m.Paragraphs, s.say(i18n.T("not all old values are back: %s", w.notBack.Title)))
	}
	sort.Slice(j.rows, func(a, b int) bool {
		x, y := &j.rows[a], &j.rows[b]
		return cmp.Or(cmp.Compare(rankOf(x.Outcome), rankOf(y.Outcome)), cmp.Compare(x.index, y.index)) < 0
	})
	for _, row := range j.rows {
		m.Rows = append(m.Rows, s.markdownRows(row.ID, row.Name, row.Changes, outcomeNote(row.Entry))...)
	}
	j.write(m.String())
}

func rankOf(o plan.Outcome) int {
	return slices.Index([]plan.Outcome{plan.OutcomeFailed, plan.OutcomeStale, plan.OutcomeUpdated, plan.OutcomeCreated, plan.OutcomeSkipped}, o)
}

// applyCounts is the line above an outcome.
func applyCounts(c plan.Summary) i18n.Text {
	parts := []i18n.Text{i18n.T("%d updated", c.Updated), i18n.T("%d unchanged", c.Unchanged), i18n.T("%d failed", c.Failed)}
	for _, more := range []struct {
		n    int
		text i18n.Text
	}{{c.Created, i18n.T("%d created", c.Created)}, {c.Stale, i18n.T("%d stale", c.Stale)}, {c.Skipped, i18n.T("%d skipped", c.Skipped)}} {
		if more.n > 0 {
			parts = append(parts, more.text)
		}
	}
	return i18n.Join(i18n.N(", "), parts...)
}

// outcomeNote says what became of a row.
func outcomeNote(e plan.Entry) i18n.Text {
	switch e.Outcome {
	case plan.OutcomeUpdated:
		return i18n.T("updated")
	case plan.OutcomeCreated:
		return i18n.T("created")
	case plan.OutcomeSkipped:
		return i18n.T("skipped: %s", e.Message)
	case plan.OutcomeStale:
		return i18n.T("stale: %s", e.Message)
	case plan.OutcomeUnchanged, plan.OutcomeFailed:
	}
	switch {
	case e.CallOutcome == api.Unknown:
		return i18n.T("outcome unknown: %s: %s", e.Code, e.Message)
	case len(e.Done) > 0:
		return i18n.T("failed after a part was done: %s: %s", e.Code, e.Message)
	}
	return i18n.T("failed: %s: %s", e.Code, e.Message)
}
