package plan

import (
	"context"

	"linkwanctl/internal/i18n"
)

// WaveHooks are called between the waves of an apply, while no call is in flight. Each may be nil. An
// apply in one go is one wave. Their context ends when the apply is stopped.
type WaveHooks struct {
	// Between is called when all rows of a wave have ended and none failed: before the next wave,
	// and after the last one with Next 0. It gives why the next wave does not begin, "" if it does.
	Between func(ctx context.Context, done WaveDone) (why string)
	// Begin is called before the first row of a wave starts. It gives why that does not begin, "" if
	// it does.
	Begin func(ctx context.Context, number, changes int) (why string)
	// Earlier says that the apply goes on with that of an earlier process.
	Earlier bool
	// Begun is a wave that an earlier process has begun: Between is not called before it again.
	Begun int
	// Again calls Between though no row is left to do: after the last wave of an earlier process.
	Again bool
}

// WaveDone is a wave that has ended.
type WaveDone struct {
	Number, Of int
	Changed    []Entry // the rows that were changed in it, by this process
	Next       int     // changes in the next wave, 0 after the last one
	NextNumber int
}

// Why an apply in waves ended early. These are messages, see i18n.N.
const (
	EndedWave     = "a row of the wave failed"
	EndedDeclined = "the next wave was not confirmed"
	EndedSilent   = "devices fell silent"
	EndedUnread   = "the nodes could not be read"
)

// queueRow queues a row's first call, or keeps it for its wave.
func (r *run) queueRow(j *job) {
	if j.row.Wave > r.wave {
		r.later[j.row.Wave] = append(r.later[j.row.Wave], j)
		return
	}
	r.queues[j.stage] = append(r.queues[j.stage], j)
}

// beginOnly begins an apply in one go.
func (r *run) beginOnly() {
	begin := r.options.Waves.Begin
	if r.plan.waves > 0 || r.ended != "" || r.progress.Total == 0 || begin == nil {
		return
	}
	if why := begin(r.stopped, 1, r.progress.Total); why != "" {
		r.stopWaves(why)
	}
}

// endWave is called when nothing is in flight or queued: it goes on with the next wave, and gives
// false if there is none or it does not begin.
func (r *run) endWave() (more bool) {
	if r.ended != "" || r.progress.Total == 0 && !r.options.Waves.Again {
		return false
	}
	next := r.nextWave()
	if r.waveFailed > 0 && next > 0 {
		r.stopWaves(EndedWave)
	}
	if r.waveFailed > 0 {
		return false
	}
	if r.wave > 0 {
		r.summary.WavesDone = r.wave
	}
	if why := r.between(next); why != "" {
		r.stopWaves(why)
		return false
	}
	if next == 0 {
		return false
	}
	jobs := r.later[next]
	if begin := r.options.Waves.Begin; begin != nil {
		if why := begin(r.stopped, next, r.waveSize(next, len(jobs))); why != "" {
			r.stopWaves(why)
			return false
		}
	}
	delete(r.later, next)
	r.wave, r.changed = next, nil
	for _, j := range jobs {
		r.queueRow(j)
	}
	return true
}

// nextWave is the first wave that has rows, 0 for none.
func (r *run) nextWave() int {
	next := 0
	for number := range r.later {
		if next == 0 || number < next {
			next = number
		}
	}
	return next
}

// waveSize counts the rows of a wave: those that are ready, and those that wait for the name of one.
func (r *run) waveSize(number, ready int) int {
	for _, j := range r.waiting {
		if j.row.Wave == number {
			ready++
		}
	}
	return ready
}

// between asks whether the next wave begins.
func (r *run) between(next int) (why string) {
	hooks := r.options.Waves
	nothingBefore := r.wave == 0 && next > 0 && (!hooks.Earlier || next == 1 || next == hooks.Begun)
	if hooks.Between == nil || nothingBefore {
		return ""
	}
	done := WaveDone{Number: max(1, r.wave), Of: max(1, r.plan.waves), Changed: r.changed, NextNumber: next}
	if next > 0 {
		done.Next = r.waveSize(next, len(r.later[next]))
	}
	switch { // an earlier process did it
	case r.wave == 0 && next > 0:
		done.Number = next - 1
	case r.wave == 0:
		done.Number = done.Of
	}
	return hooks.Between(r.stopped, done)
}

func (r *run) stopWaves(why string) {
	r.end(why)
	r.commit()
}

// endLater skips the rows of the waves that have not begun.
func (r *run) endLater(why string) {
	for number, jobs := range r.later {
		delete(r.later, number)
		for _, j := range jobs {
			r.finish(j, j.entry.skipped(i18n.Word(why)))
		}
	}
}
