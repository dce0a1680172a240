package cli

import (
	"context"
	"sync"
	"time"

	"linkwanctl/internal/api"
	"linkwanctl/internal/output"
)

// stage is what a command is doing, which decides how the first signal ends it. The second one ends
// the process at once, whatever the stage (cmd/linkwanctl).
type stage int

const (
	// waiting for a file or a lock: nothing was sent, and the process ends at once.
	waiting stage = iota
	// asking a person: nothing was changed, and the process ends at once.
	asking
	// calling the service: the context ends, and with it the calls. The command says what is known
	// of them, removes its temporary files and returns, in lastWords at most.
	calling
	// finishing what has begun, as an apply and the emulator do: the context ends, and the command
	// takes the time that it needs.
	finishing
)

// lastWords is how long an interrupted command may take to say what it has to say. A pager that has
// stopped reading would make it wait for good.
const lastWords = time.Second

// interrupts is what the goroutine that waits for signals shares with the command.
type interrupts struct {
	cancel context.CancelCauseFunc

	mu    sync.Mutex
	stage stage
	form  output.Form // of the failure; "" where the settings are not known yet
}

// enter begins a stage and gives what goes back to the one before. It does not return where a
// signal has ended the process meanwhile: nothing is sent any more.
func (i *interrupts) enter(next stage) (leave func()) {
	i.mu.Lock()
	defer i.mu.Unlock()
	before := i.stage
	i.stage = next
	return func() { i.enter(before) }
}

// setForm keeps the form that the settings say.
func (i *interrupts) setForm(form output.Form) {
	i.mu.Lock()
	defer i.mu.Unlock()
	i.form = form
}

// interrupt ends the command and tells whether the process has to end without it: because it waits
// for something that no context ends.
func (a *app) interrupt(signal Interruption) bool {
	a.interrupts.mu.Lock()
	f := &failure{Failure: output.Failure{
		Title: "interrupted; nothing was sent", Code: api.CodeInterrupted, Outcome: notSent, ExitCode: signal.ExitCode(),
	}}
	form := a.interrupts.form
	if form == "" {
		form = a.formGiven()
	}
	f.printer, _ = output.New(a.printing("auto", form, "")) // it cannot fail without a query
	switch a.interrupts.stage {
	case waiting:
	case asking:
		f.Title = "interrupted; nothing was changed"
		f.printer.Note("") // the line of the question was not ended
	case calling:
		a.interrupts.mu.Unlock()
		a.interrupts.cancel(signal)
		time.Sleep(lastWords)
		f.Title, f.Outcome = "interrupted before the result was written", string(api.Unknown)
	case finishing:
		a.interrupts.mu.Unlock()
		a.interrupts.cancel(signal)
		return false
	}
	written := make(chan struct{})
	go func() {
		defer close(written)
		a.tell(f)
	}()
	select {
	case <-written:
	case <-time.After(lastWords): // stderr is not read either
	}
	return true
}
