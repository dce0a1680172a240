package cli

import (
	"fmt"
	"runtime"
	"runtime/debug"
	"strings"

	"linkwanctl/internal/output"
)

// guarded runs a command and makes a panic of it a failure like any other. Left
// to itself a panic ends with exit code 2, which promises that nothing was sent,
// and prints its value, in which there may be anything.
func (a *app) guarded(command func() error) (err error) {
	defer func() {
		value := recover()
		if from, ok := value.(carried); ok {
			err = a.panicked(from.value, from.stack)
		} else if value != nil {
			err = a.panicked(value, debug.Stack())
		}
	}()
	return command()
}

// panicked tells a defect by its kind: of a panic's value only the runtime's own
// words are free of data, and of the stack, which --debug shows, the lines show
// texts as addresses and lengths.
func (a *app) panicked(value any, stack []byte) *failure {
	what := fmt.Sprintf("%T", value)
	if known, ok := value.(runtime.Error); ok {
		what = known.Error()
	}
	f := &failure{Failure: output.Failure{
		Title: "defect: the program failed inside: " + what, Code: codeDefect, Outcome: "unknown", ExitCode: exitDefect,
		Hints: []string{"look whether the service did what was asked before it is run again", "please report it with the command, the output of  linkwanctl version  and what --debug shows"},
	}}
	// The settings are not asked for the form: they may be what failed.
	form, err := output.ParseForm(outputWanted(a.Args, a.Getenv))
	if err != nil {
		form = output.Table
	}
	f.printer, _ = output.New(a.printing("auto", form, "")) // it cannot fail without a query
	if a.debug {
		for line := range strings.SplitSeq(strings.TrimSpace(string(stack)), "\n") {
			f.printer.Debug("* " + line)
		}
	}
	return f
}
