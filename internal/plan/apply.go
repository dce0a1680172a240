package plan

import (
	"context"
	"time"

	"linkwanctl/internal/api"
	"linkwanctl/internal/i18n"
	"linkwanctl/internal/joinperm"
)

// Doer sends calls; *api.Client does. It keeps the quota of each action and retries what may be
// retried: a call that still fails has failed. It is used by several goroutines.
type Doer interface {
	Update(ctx context.Context, change joinperm.Change) (api.Answer, error)
	Create(ctx context.Context, creation joinperm.Creation) (api.Result[joinperm.Text], error)
	Do(ctx context.Context, call api.Call) (api.Answer, error)
}

// DefaultParallel keeps five calls a second under way if an answer takes three seconds.
const DefaultParallel = 16

// ApplyOptions say how a plan is carried out. The zero value does all of it.
type ApplyOptions struct {
	Parallel int // most calls in flight of each action; DefaultParallel where it is 0
	// StopOnError starts no row after one failed, and none where the plan has one that cannot be
	// done. MaxFailures does so after that many failures; 0 is no limit. Requests already sent are
	// finished.
	StopOnError bool
	MaxFailures int
	Report      Report         // nil: none is written
	Progress    func(Progress) // called after every step, by one goroutine; nil: not called
	// Settled is called by that goroutine for every row that has ended, with its place in the plan;
	// nil: not called.
	Settled func(index int, e Entry)
	Waves   WaveHooks
	Now     func() time.Time
}

// Progress is how far an apply is.
type Progress struct {
	Total    int // rows that are to be done
	Done     int // of them, failed ones included
	Failed   int // of them
	InFlight int // calls, those that wait for the quota included
}

// Apply carries the plan out: several rows at a time, first those that others wait for, and for
// each row the update or creation before the enabling. One row's failure does not stop the others,
// unless the service is down: DefaultParallel calls in succession failed because of it.
//
// Once stop is done, no further row starts: one has started when its request has been sent, and not
// while that waits for the quota, for credentials, for a connection or for another attempt after
// one that was refused. Requests that have been sent finish, until kill is done. A row whose update
// has been done then and whose enabling has not is one that failed.
//
// A plan in waves is done one wave after the other; a wave in which a row failed is the last.
//
// The summary is complete whatever happens. The error is a *ReportError, or says that a saved plan
// was not checked. Failed rows are not an error.
func (p *Plan) Apply(stop, kill context.Context, do Doer, o ApplyOptions) (Summary, error) {
	if p.unchecked {
		return Summary{}, i18n.Errorf("apply plan: check the saved plan against the live permissions first")
	}
	r := newRun(stop, kill, p, do, withDefaults(o))
	defer r.stop()
	r.settleKnown()
	r.commit()
	r.loop()
	r.summary.sort()
	if r.reportErr != nil {
		return r.summary, &ReportError{Cause: r.reportErr, Lost: r.lost}
	}
	return r.summary, nil
}

func withDefaults(o ApplyOptions) ApplyOptions {
	if o.Parallel <= 0 {
		o.Parallel = DefaultParallel
	}
	if o.StopOnError {
		o.MaxFailures = 1
	}
	if o.Progress == nil {
		o.Progress = func(Progress) {}
	}
	if o.Settled == nil {
		o.Settled = func(int, Entry) {}
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	return o
}
