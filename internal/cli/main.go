package cli

import (
	"context"
	"errors"
	"io"
	"os"
	"syscall"
	"time"

	"github.com/spf13/pflag"
	"golang.org/x/term"

	"linkwanctl/internal/api"
	"linkwanctl/internal/config"
	"linkwanctl/internal/credential"
	"linkwanctl/internal/output"
	"linkwanctl/internal/text"
)

// System is all that the commands may touch of the machine.
type System struct {
	Args             []string // without the program's name
	Stdin            io.Reader
	Stdout, Stderr   io.Writer
	StdinIsTerminal  bool
	StdoutIsTerminal bool
	StderrIsTerminal bool
	Getenv           func(string) string
	Now              func() time.Time
	Sleep            func(context.Context, time.Duration) error // ends early when the context does
	Home             string                                     // "" where there is none
	Build            Build
	// CatchSignals hands the first signal to interrupt from then on, and ends the process where
	// that says so; nil in tests. A command that has nothing to finish does without it, and starts
	// faster.
	CatchSignals func(interrupt func(Interruption) (end bool))
}

// Process is the system that this process runs on.
func Process(build Build) System {
	credential.RefuseRedirects()
	home, _ := os.UserHomeDir()
	return System{
		Args: os.Args[1:], Stdin: os.Stdin, Stdout: os.Stdout, Stderr: os.Stderr,
		StdinIsTerminal:  term.IsTerminal(int(os.Stdin.Fd())),
		StdoutIsTerminal: term.IsTerminal(int(os.Stdout.Fd())),
		StderrIsTerminal: term.IsTerminal(int(os.Stderr.Fd())),
		Getenv:           os.Getenv, Now: time.Now, Sleep: api.Sleep, Home: home, Build: build,
	}
}

// app is one run of the program.
type app struct {
	System
	interrupts      *interrupts
	query           string
	quiet, debug    bool
	whole           bool   // every command is made, not only those that the arguments name
	command         string // "linkwanctl joinperm update", once it is known
	columns         []string
	noHeaders, wide bool
}

// catchSignals has signals end the context from now on.
func (a *app) catchSignals() {
	if a.CatchSignals != nil {
		a.CatchSignals(a.interrupt)
		a.CatchSignals = nil
	}
}

// Main runs the command that the arguments name and gives the exit code. A
// context that an Interruption ends stops whatever is under way.
func Main(ctx context.Context, system System) int {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	stdout := &watchedWriter{Writer: system.Stdout}
	system.Stdout, system.Stderr = stdout, &watchedWriter{Writer: system.Stderr}
	a := &app{System: system, interrupts: &interrupts{cancel: cancel}}
	root := newRoot(a)
	root.SetArgs(joinOptionalValues(system.Args))
	root.SetOut(system.Stdout)
	root.SetErr(system.Stderr)
	err := a.guarded(func() error { return root.ExecuteContext(ctx) })
	if err == nil && stdout.err != nil {
		err = outputFailure(stdout.err) // help and scripts are written by Cobra, which does not look
	}
	if err == nil {
		return exitDone
	}
	var silent exitOnly
	if errors.As(err, &silent) {
		return int(silent)
	}
	var f *failure
	if !errors.As(err, &f) {
		f = asFailure(err)
	}
	var interruption Interruption
	if errors.As(context.Cause(ctx), &interruption) {
		f.ExitCode = interruption.ExitCode()
	} else if f.Code == codeIO && f.Outcome == notSent && errors.Is(stdout.err, syscall.EPIPE) {
		return exitReaderGone // as from head: that needs no word
	}
	a.tell(f)
	return f.ExitCode
}

// tell shows a failure in the form that was asked for. A command that got as far as its own printer
// has warnings kept there; before that the form is read off the arguments, so that a script gets
// its document for a mistyped flag too.
func (a *app) tell(f *failure) {
	if f.printer == nil {
		// It cannot fail without a query.
		f.printer, _ = output.New(a.printing("auto", a.formWanted(), ""))
	}
	f.printer.Fail(f.Failure)
}

// bare is the printer of commands that must work without settings, in the form that formWanted or
// formGiven says.
func (a *app) bare(form func() output.Form) (*output.Printer, error) {
	if wanted := outputWanted(a.Args, func(string) string { return "" }); wanted != "" {
		if _, err := output.ParseForm(wanted); err != nil {
			return nil, refusedValues([]text.Problem{{Where: "--output", Given: wanted, Rule: err.Error()}}, "linkwanctl --help")
		}
	}
	return output.New(a.printing("auto", form(), a.query))
}

// formWanted is the form of what is printed without a session: what the arguments say, else the
// environment, else the file of settings. One that there is not is the table's.
func (a *app) formWanted() output.Form {
	wanted := outputWanted(a.Args, a.Getenv)
	if wanted == "" {
		// Load gives what can be read even of a broken file.
		loaded, _ := config.Load(config.Options{Getenv: a.Getenv, Home: a.Home})
		wanted = loaded.Settings().Output
	}
	return parseForm(wanted)
}

// formGiven is the form that the arguments or the environment say.
func (a *app) formGiven() output.Form { return parseForm(outputWanted(a.Args, a.Getenv)) }

func parseForm(wanted string) output.Form {
	form, err := output.ParseForm(wanted)
	if err != nil {
		return output.Table
	}
	return form
}

func (a *app) printing(color string, form output.Form, query string) output.Options {
	return output.Options{
		Out: a.Stdout, Err: a.Stderr, Form: form, Query: query, Quiet: a.quiet,
		Columns: a.columns, NoHeaders: a.noHeaders, Wide: a.wide,
		Color:    output.Color(color, a.StdoutIsTerminal, a.Getenv),
		ErrColor: output.Color(color, a.StderrIsTerminal, a.Getenv),
	}
}

// outputWanted is the value of --output as far as the arguments tell it where they do not parse,
// else the environment's.
func outputWanted(args []string, getenv func(string) string) string {
	set := pflag.NewFlagSet("", pflag.ContinueOnError)
	set.ParseErrorsAllowlist.UnknownFlags = true
	wanted := set.StringP("output", "o", getenv("LINKWANCTL_OUTPUT"), "")
	// Every flag of one letter, since -o may follow in the same argument, and stand as the value.
	set.BoolP("quiet", "q", false, "")
	set.BoolP("yes", "y", false, "")
	set.BoolP("help", "h", false, "")
	set.StringP("file", "f", "", "")
	_ = set.Parse(args) // what was read before a mistake counts
	return *wanted
}
