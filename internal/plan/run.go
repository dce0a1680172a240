package plan

import (
	"context"

	"linkwanctl/internal/api"
	"linkwanctl/internal/i18n"
)

// run is an apply under way. One goroutine, the loop, owns all of it and starts another for every
// call, so that nothing needs a lock.
type run struct {
	plan    *Plan
	do      Doer
	calls   context.Context // of calls: what waits ends with stopped, what has been sent with kill
	stopped context.Context
	stop    context.CancelFunc
	options ApplyOptions

	waiting map[int]*job // by the row that must be done before
	queues  [stages][]*job
	flying  [stages]int
	came    chan *job
	ended   string // why no further row starts, "" while they do
	down    int    // calls that failed one after another for want of the service

	later      map[int][]*job // by their wave, which has not begun
	wave       int            // the one under way, 0 before the first
	waveFailed int            // rows
	changed    []Entry        // rows of the wave

	settled   []Entry // not yet in the report
	failed    int     // rows
	reportErr error
	lost      []Entry
	summary   Summary
	progress  Progress
}

func newRun(stop, kill context.Context, p *Plan, do Doer, o ApplyOptions) *run {
	r := &run{
		plan: p, do: do, options: o,
		waiting: map[int]*job{}, later: map[int][]*job{}, came: make(chan *job, int(stages)*o.Parallel),
		summary: Summary{Failures: []FailureGroup{}, Waves: p.waves},
	}
	r.stopped, r.stop = context.WithCancel(stop)
	context.AfterFunc(kill, r.stop)
	r.calls = api.FinishSent(r.stopped, kill)
	return r
}

// settleKnown settles the rows that need no call and queues the others.
func (r *run) settleKnown() {
	rows := r.plan.Rows
	for i := range rows {
		switch row := &rows[i]; {
		case !row.skip.Empty():
			r.settle(entryOf(i, row).skipped(row.skip))
		case !row.toDo():
			r.settle(entryOf(i, row).known(row))
		}
	}
	sequence, before, circle := order(rows)
	for _, i := range circle { // none in a plan of Make or Check
		r.settle(entryOf(i, &rows[i]).failedLocally(CodeConflict, i18n.T("the renames form a circle")))
	}
	for _, i := range sequence {
		if !rows[i].skip.Empty() {
			continue
		}
		r.progress.Total++
		if j := newJob(i, &rows[i]); has(before, i) {
			r.waiting[before[i]] = j
		} else {
			r.queueRow(j)
		}
	}
}

// loop starts calls and takes what comes of them, until nothing is left.
func (r *run) loop() {
	stopped := r.stopped.Done()
	r.beginOnly()
	for {
		if r.ended == "" && r.stopped.Err() != nil {
			r.end(EndedInterrupted)
			r.commit()
		}
		r.start()
		if r.progress.InFlight == 0 {
			if !r.endWave() {
				return
			}
			continue
		}
		select {
		case <-stopped:
			stopped = nil
		case j := <-r.came:
			r.take(j)
			r.takeMore()
			r.commit()
		}
	}
}

// start makes calls of what is queued, as far as each action's share goes.
func (r *run) start() {
	for s := range r.queues {
		for r.flying[s] < r.options.Parallel && len(r.queues[s]) > 0 {
			j := r.queues[s][0]
			r.queues[s][0] = nil
			r.queues[s] = r.queues[s][1:]
			r.flying[s]++
			r.progress.InFlight++
			go func() {
				j.call(r.calls, r.do, r.plan.InstanceID, r.options.Now)
				r.came <- j
			}()
		}
	}
}

// takeMore takes what else has finished, so that one write to the disk is enough for all.
func (r *run) takeMore() {
	for {
		select {
		case j := <-r.came:
			r.take(j)
		default:
			return
		}
	}
}

// take decides what follows a call: the row's next one, or its end.
func (r *run) take(j *job) {
	r.flying[j.stage]--
	r.progress.InFlight--
	r.noteOutage(j.failure)
	switch {
	case j.failure == nil && !j.next():
		r.finish(j, j.entry.done(j.row))
	case r.ended == "" && j.failure == nil:
		r.queues[j.stage] = append(r.queues[j.stage], j)
	default:
		r.finish(j, j.end(r.ended))
	}
}
