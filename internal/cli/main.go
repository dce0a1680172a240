package cli

import (
	"context"
	"errors"
	"io"
	"os"

	"golang.org/x/term"

	"linkwanctl/internal/output"
)

// System is all that the commands may touch of the machine.
type System struct {
	Args             []string // without the program's name
	Stdout, Stderr   io.Writer
	StdoutIsTerminal bool
	StderrIsTerminal bool
	Getenv           func(string) string
	Home             string // "" where there is none
	Build            Build
}

// Process is the system that this process runs on.
func Process(build Build) System {
	home, _ := os.UserHomeDir()
	return System{
		Args: os.Args[1:], Stdout: os.Stdout, Stderr: os.Stderr,
		StdoutIsTerminal: term.IsTerminal(int(os.Stdout.Fd())),
		StderrIsTerminal: term.IsTerminal(int(os.Stderr.Fd())),
		Getenv:           os.Getenv, Home: home, Build: build,
	}
}

// app is one run of the program.
type app struct {
	System
	query        string
	quiet, debug bool
}

// Main runs the command that the arguments name and gives the exit code. A
// context that an Interruption ends stops whatever is under way.
func Main(ctx context.Context, system System) int {
	a := &app{System: system}
	root := newRoot(a)
	root.SetArgs(system.Args)
	root.SetOut(system.Stdout)
	root.SetErr(system.Stderr)
	err := root.ExecuteContext(ctx)
	if err == nil {
		return exitDone
	}
	var f *failure
	if !errors.As(err, &f) {
		f = asFailure(err)
	}
	var interruption Interruption
	if errors.As(context.Cause(ctx), &interruption) {
		f.ExitCode = interruption.ExitCode()
	}
	a.tell(f)
	return f.ExitCode
}

// tell shows a failure in the form that was asked for. A command that got as
// far as its own printer has warnings kept there; before that the form is read
// off the arguments, so that a script gets its document for a mistyped flag too.
func (a *app) tell(f *failure) {
	if f.printer == nil {
		// It cannot fail without a query.
		f.printer, _ = output.New(a.printing("auto", a.formWanted(), ""))
	}
	f.printer.Fail(f.Failure)
}

// bare is the printer of commands that must work without settings.
func (a *app) bare() (*output.Printer, error) {
	return output.New(a.printing("auto", a.formWanted(), a.query))
}

func (a *app) formWanted() output.Form {
	form, err := output.ParseForm(outputWanted(a.Args, a.Getenv))
	if err != nil {
		return output.Table
	}
	return form
}

func (a *app) printing(color string, form output.Form, query string) output.Options {
	return output.Options{
		Out: a.Stdout, Err: a.Stderr, Form: form, Query: query, Quiet: a.quiet,
		Color:    output.Color(color, a.StdoutIsTerminal, a.Getenv),
		ErrColor: output.Color(color, a.StderrIsTerminal, a.Getenv),
	}
}

// outputWanted is the value of --output as far as the arguments tell it without
// being parsed, else the environment's.
func outputWanted(args []string, getenv func(string) string) string {
	wanted := getenv("LINKWANCTL_OUTPUT")
	for i, arg := range args {
		switch {
		case arg == "--":
			return wanted
		case (arg == "-o" || arg == "--output") && i+1 < len(args):
			wanted = args[i+1]
		case len(arg) > 9 && arg[:9] == "--output=":
			wanted = arg[9:]
		case len(arg) > 2 && arg[:2] == "-o":
			wanted = arg[2:]
			if wanted[0] == '=' {
				wanted = wanted[1:]
			}
		}
	}
	return wanted
}
