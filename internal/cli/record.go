package cli

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"path/filepath"
	"time"

	"linkwanctl/internal/api"
	"linkwanctl/internal/history"
	"linkwanctl/internal/i18n"
	"linkwanctl/internal/plan"
)

// recording is a run that the history keeps. Its record is nil where that is not possible: the run
// goes on all the same, since a script may run in a home that cannot be written to.
type recording struct {
	*history.Record
	session *session
}

func (a *app) history() history.Folder { return history.In(a.stateDir()) }

// destined gives the header the destination of this session.
func (s *session) destined(h history.Header) history.Header {
	h.Time, h.Endpoint, h.InstanceID = s.app.Now().UTC(), s.service(), s.settings.IotInstanceID
	if !s.settings.Sandbox {
		h.Region, h.Context, h.Profile = s.settings.Region, s.settings.Context, s.profile
	}
	if s.account != "" { // it is known with the credentials
		h.Account = keyOf(s.account)
	}
	if h.Key != "" {
		h.Key = keyOf(h.Key, s.account)
	}
	return h
}

// record adds the plan to the history before its first call is sent; it continues the run that the
// same command began and did not finish, which it gives.
func (s *session) record(h history.Header, p *plan.Plan) (r recording, earlier *history.Run) {
	h = s.destined(h)
	if unfinished := s.unfinished(h); unfinished != nil {
		r, err := s.app.history().Continue(unfinished, p, h.Report, h.Time)
		if r != nil || err != nil {
			return s.recorded(r, err), unfinished
		}
	}
	if len(p.ToDo()) == 0 {
		return recording{session: s}, nil
	}
	return s.recorded(s.app.history().Begin(h, p)), nil
}

func (s *session) recorded(r *history.Record, err error) recording {
	if err != nil {
		s.unrecorded = true
		s.printer.Warn(i18n.T("the history cannot be written: %s; \"joinperm revert\" will not know this run", err))
		return recording{session: s}
	}
	return recording{r, s}
}

// unfinished is the run that the command goes on with, nil for none.
func (s *session) unfinished(h history.Header) *history.Run {
	if h.Key == "" {
		return nil
	}
	return s.app.history().ToContinue(h.Key, h.Destination())
}

// end closes the record with how the run ended.
func (r recording) end(why string) {
	if err := r.Close(&history.End{Time: r.session.app.Now().UTC(), Why: why}); err != nil {
		r.session.printer.Warn(i18n.T("the history is incomplete: %s", err))
	}
}

// recordOne keeps the change of a single permission, and gives what is called with how it ended and,
// if it failed, with the fields that were set all the same.
func (s *session) recordOne(command string, row plan.Row) (ended func(err error, done ...string)) {
	row.Action = plan.Update
	r, _ := s.record(history.Header{Command: command}, &plan.Plan{Rows: []plan.Row{row}})
	return func(err error, done ...string) {
		e := history.Entry{Outcome: plan.OutcomeUpdated, Ended: s.app.Now().UTC().Format(time.RFC3339)}
		if err != nil && (s.done == nil || len(done) > 0) {
			f := asFailure(err)
			e.Outcome, e.Code, e.RequestID, e.CallOutcome, e.Done = plan.OutcomeFailed, f.Code, f.RequestID, api.Outcome(f.Outcome), done
		} else {
			e.RequestID = s.done.RequestID
		}
		r.Keep(e)
		r.end("")
	}
}

// keyOf identifies a command by what it does: the same command, typed again, has the same.
func keyOf(parts ...any) string {
	text, err := json.Marshal(parts)
	if err != nil {
		return ""
	}
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:16])
}

// reportPath is the absolute path of a report in a file, "" for any other.
func (a *app) reportPath(path string) string {
	if path == "" || a.streamNamed(path) != nil {
		return ""
	}
	absolute, err := filepath.Abs(path)
	if err != nil {
		return ""
	}
	return absolute
}
