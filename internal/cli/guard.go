package cli

import (
	"fmt"
	"runtime"
	"strings"

	"linkwanctl/internal/i18n"
	"linkwanctl/internal/output"
)

// caught is a recovered panic and the calls that led to it, the innermost first.
type caught struct {
	value any
	calls []runtime.Frame
}

// catch runs do and returns the panic that ended it, nil if none did.
func catch(do func()) (panicked *caught) {
	defer func() {
		switch value := recover().(type) {
		case nil:
		case *caught: // passed on from another goroutine, whose result this one waited for
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

// callers returns the calls that led to the panic that is being recovered.
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

// kind names a panic without its value, which may contain secrets: only the runtime's own messages
// are free of data.
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

// places is the trace in one line.
func (c *caught) places() string {
	var places []string
	for _, call := range c.calls {
		places = append(places, fmt.Sprintf("%s:%d", call.Function[strings.LastIndex(call.Function, "/")+1:], call.Line))
	}
	return strings.Join(places, " < ")
}

// guarded runs a command and turns a panic into an ordinary failure. Otherwise Go would print the
// panic's value, which may contain secrets.
func (a *app) guarded(command func() error) (err error) {
	if panicked := catch(func() { err = command() }); panicked != nil {
		return a.defect(panicked)
	}
	return err
}

// defect is the failure that reports a panic. It names the file with the stack, or has the stack
// itself if no file can be written.
func (a *app) defect(c *caught) *failure {
	path, err := a.keepStack(c)
	report := i18n.T("please report this bug with the command and the stack trace in %s", path)
	if err != nil {
		report = i18n.T("please report this bug with the command, the output of \"linkwanctl version\" and this stack trace, which could not be saved (%s): %s", err, c.places())
	}
	f := &failure{Failure: output.Failure{
		Title: i18n.T("internal error: %s", c.kind()), Code: codeDefect, Outcome: "unknown", ExitCode: exitDefect,
		Hints: []i18n.Text{i18n.T("check whether the change was made before you run it again"), report},
	}}
	// The output format is not read from the settings, which may be what failed. New only fails for
	// a query.
	f.printer, _ = output.New(a.printing("auto", a.formGiven(), "", a.languageAtOnce()))
	if a.debug {
		for _, line := range c.trace() {
			f.printer.Debug("* " + line)
		}
	}
	return f
}
