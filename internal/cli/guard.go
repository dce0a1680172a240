package cli

import (
	"fmt"
	"runtime"
	"strings"

	"linkwanctl/internal/output"
)

// caught is a panic and the calls that led to it, the innermost first.
type caught struct {
	value any
	calls []runtime.Frame
}

// catch runs do and gives the panic that ended it, nil where none did.
func catch(do func()) (panicked *caught) {
	defer func() {
		switch value := recover().(type) {
		case nil:
		case *caught: // on its way from another goroutine, for whose result this one waited
			panicked = &caught{value.value, append(value.calls, callers()...)}
		default:
			panicked = &caught{value, callers()}
		}
	}()
	do()
	return nil
}

// mostCalls bounds the stack of an endless recursion.
const mostCalls = 64

// callers gives the calls that led to the panic which is being recovered.
func callers() []runtime.Frame {
	var counters [mostCalls]uintptr
	frames := runtime.CallersFrames(counters[:runtime.Callers(1, counters[:])])
	var calls []runtime.Frame
	for {
		frame, more := frames.Next()
		calls = append(calls, frame)
		if frame.Function == "runtime.gopanic" {
			calls = nil // up to here it is the recovery
		}
		if !more {
			return calls
		}
	}
}

// kind names a panic without its value, which may hold anything: only the runtime's own words are
// free of data.
func (c *caught) kind() string {
	if known, ok := c.value.(runtime.Error); ok {
		return known.Error()
	}
	return fmt.Sprintf("%T", c.value)
}

// trace has two lines for each call: the function, and its file and line. Unlike the runtime's own
// it has no arguments.
func (c *caught) trace() []string {
	var lines []string
	for _, call := range c.calls {
		lines = append(lines, call.Function, fmt.Sprintf("\t%s:%d", call.File, call.Line))
	}
	return lines
}

// places are the trace in one line.
func (c *caught) places() string {
	var places []string
	for _, call := range c.calls {
		places = append(places, fmt.Sprintf("%s:%d", call.Function[strings.LastIndex(call.Function, "/")+1:], call.Line))
	}
	return strings.Join(places, " < ")
}

// guarded runs a command and makes a panic of it a failure like any other. Left to itself a panic
// ends the process with a trace, and prints its value, in which there may be anything.
func (a *app) guarded(command func() error) (err error) {
	if panicked := catch(func() { err = command() }); panicked != nil {
		return a.defect(panicked)
	}
	return err
}

// defect is the failure of a panic. Its stack is in a file that is named, or in the failure itself
// where no file can be written.
func (a *app) defect(c *caught) *failure {
	report := "please report it with the command and the stack, which is in "
	path, err := a.keepStack(c)
	if err != nil {
		report = "please report it with the command, the output of  linkwanctl version  and the stack, which could not be written to a file (" + err.Error() + "): "
		path = c.places()
	}
	f := &failure{Failure: output.Failure{
		Title: "defect: the program failed inside: " + c.kind(), Code: codeDefect, Outcome: "unknown", ExitCode: exitDefect,
		Hints: []string{"look whether the service did what was asked before it is run again", report + path},
	}}
	// The settings are not asked for the form: they may be what failed. It cannot fail without a
	// query.
	f.printer, _ = output.New(a.printing("auto", a.formGiven(), ""))
	if a.debug {
		for _, line := range c.trace() {
			f.printer.Debug("* " + line)
		}
	}
	return f
}
