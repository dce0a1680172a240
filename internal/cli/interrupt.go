package cli

import (
	"context"
	"errors"
	"slices"
	"sync"
	"time"

	"linkwanctl/internal/api"
	"linkwanctl/internal/i18n"
	"linkwanctl/internal/output"
)

// stage is what a command is doing, which decides how the first signal ends it. The second one ends
// the process at once, whatever the stage (cmd/linkwanctl).
type stage int

const (
	// waiting for a file or a lock: nothing has been sent, and the process ends at once.
	waiting stage = iota
	// asking a person: nothing was changed, and the process ends at once.
	asking
	// calling the service, or changing a file: the context ends, and with it the calls. The command
	// says what is known of them, removes its temporary files and returns, in lastWords at most.
	calling
	// finishing what has begun, as an apply and the emulator do: the context ends, and the command
	// takes the time that it needs. From the end of the stage it has lastWords, as above.
	finishing
)

// lastWords is how long an interrupted command may take to report its result. A pager that has
// stopped reading would block it forever.
const lastWords = time.Second

// interrupts is shared by the command and the goroutine that waits for signals.
type interrupts struct {
	cancel context.CancelCauseFunc

	mu    sync.Mutex
	stage stage
	left  chan struct{} // closed when the stage ends
	form  output.Form   // of the failure; "" until the settings are known
	hint  i18n.Text     // of the failure, if the command has left something to the user

	caught chan struct{} // closed when signals are caught; nil before that is begun
	parsed chan struct{} // closed when the flags are parsed
	once   sync.Once     // closes parsed: help comes here twice
}

// beginCatching begins to catch signals, which takes 0.2 ms: meanwhile the commands are made and
// the flags parsed. A signal waits for that, since its message is in the form that flags ask for.
func (a *app) beginCatching() {
	i := a.interrupts
	if a.CatchSignals == nil || i.caught != nil {
		return
	}
	i.caught, i.parsed = make(chan struct{}), make(chan struct{})
	go func() {
		defer close(i.caught)
		a.CatchSignals(func(signal Interruption) bool {
			<-i.parsed
			return a.interrupt(signal)
		})
	}()
}

// catchSignals makes signals end the context from now on.
func (a *app) catchSignals() {
	a.beginCatching()
	i := a.interrupts
	if i.caught == nil {
		return
	}
	<-i.caught
	i.once.Do(func() { close(i.parsed) })
}

// asksVersion recognises the command that has nothing to finish and catches no signals.
func asksVersion(args []string) bool {
	return slices.Contains(args, "version") || slices.Contains(args, "--version")
}

// enter begins a stage and returns a function that goes back to the one before. It blocks once a
// signal is ending the process, so that nothing more is sent.
func (i *interrupts) enter(next stage) (leave func()) {
	i.mu.Lock()
	defer i.mu.Unlock()
	before, outer, left := i.stage, i.left, make(chan struct{})
	i.stage, i.left = next, left
	return func() {
		i.mu.Lock()
		defer i.mu.Unlock()
		i.stage, i.left = before, outer
		close(left)
	}
}

// setForm keeps the output format of the settings.
func (i *interrupts) setForm(form output.Form) {
	i.mu.Lock()
	defer i.mu.Unlock()
	i.form = form
}

// setHint keeps what a user needs to know if the process ends from now on.
func (i *interrupts) setHint(hint i18n.Text) {
	i.mu.Lock()
	defer i.mu.Unlock()
	i.hint = hint
}

// interrupt ends the command. It returns true if the process must end at once, because the command
// waits for something that a context cannot cancel.
func (a *app) interrupt(signal Interruption) bool {
	a.interrupts.mu.Lock()
	f := &failure{Failure: output.Failure{
		Title: i18n.T("interrupted; nothing was sent"), Code: api.CodeInterrupted, Outcome: notSent, ExitCode: signal.ExitCode(),
	}}
	if !a.interrupts.hint.Empty() {
		f.Hints = []i18n.Text{a.interrupts.hint}
	}
	form := a.interrupts.form
	if form == "" {
		form = a.formGiven()
	}
	f.printer, _ = output.New(a.printing("auto", form, "", a.languageAtOnce())) // New only fails for a query
	drawn := a.interrupts.stage != asking
	switch left := a.interrupts.left; a.interrupts.stage {
	case waiting:
	case asking:
		f.Title = i18n.T("interrupted; nothing was changed")
		f.printer.Note(i18n.Text{}) // the line of the question was not ended
	case calling, finishing:
		finish := a.interrupts.stage == finishing
		a.interrupts.mu.Unlock()
		a.interrupts.cancel(signal)
		if finish {
			<-left
		}
		time.Sleep(lastWords)
		f.Title, f.Outcome = i18n.T("interrupted before the result was written"), string(api.Unknown)
	}
	written := make(chan struct{})
	go func() {
		defer close(written)
		if drawn {
			f.printer.ClearLine()
		}
		a.report(f)
	}()
	select {
	case <-written:
	case <-time.After(lastWords): // stderr is not read either
	}
	return true
}

// endedBy is the exit code of the signal that ended a context.
func endedBy(ctx context.Context) int {
	var interruption Interruption
	if errors.As(context.Cause(ctx), &interruption) {
		return interruption.ExitCode()
	}
	return exitInterrupted
}
