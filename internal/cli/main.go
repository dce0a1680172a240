package cli

import (
	"cmp"
	"context"
	"errors"
	"io"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/spf13/pflag"
	"golang.org/x/term"

	"linkwanctl/internal/config"
	"linkwanctl/internal/credential"
	"linkwanctl/internal/i18n"
	"linkwanctl/internal/output"
	"linkwanctl/internal/sleep"
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
	// The widths of those that are terminals, in columns, 0 for unknown. Either may be nil.
	StdoutWidth, StderrWidth func() int
	Getenv                   func(string) string
	Environ                  func() []string // of programs that are started; nil in tests
	Now                      func() time.Time
	Sleep                    func(context.Context, time.Duration) error // ends early when the context does
	Home                     string                                     // "" if unknown
	Build                    Build
	// CatchSignals starts to pass the first signal to interrupt, and ends the process if interrupt
	// returns true; nil in tests. It is not called for a command that has nothing to finish.
	CatchSignals func(interrupt func(Interruption) (end bool))
	// TakeSignals gives every signal to take until stop is called: one that take returns true for goes
	// no further. It is for the time in which another program runs; nil in tests.
	TakeSignals func(take func(os.Signal) bool) (stop func())
}

// Process returns the System of this process.
func Process(build Build) System {
	credential.RefuseRedirects()
	home, _ := os.UserHomeDir()
	return System{
		Args: os.Args[1:], Stdin: os.Stdin, Stdout: os.Stdout, Stderr: os.Stderr,
		StdinIsTerminal:  term.IsTerminal(int(os.Stdin.Fd())),
		StdoutIsTerminal: term.IsTerminal(int(os.Stdout.Fd())),
		StderrIsTerminal: term.IsTerminal(int(os.Stderr.Fd())),
		StdoutWidth:      func() int { return widthOf(os.Stdout) }, StderrWidth: func() int { return widthOf(os.Stderr) },
		Getenv: environment(), Environ: os.Environ, Now: time.Now, Sleep: sleep.For, Home: home, Build: build,
	}
}

// app is one run of the program.
type app struct {
	System
	interrupts      *interrupts
	speech          *speech
	wanted          wanted // what the arguments ask for, even if they do not parse
	query           string
	quiet, debug    bool
	whole           bool   // every command is made, not only those that the arguments name
	command         string // "linkwanctl joinperm update", once it is known
	columns         []string
	noHeaders, wide bool
}

// Main runs the command that the arguments name and returns the exit code. A context that is
// cancelled with an Interruption stops whatever is under way.
func Main(ctx context.Context, system System) int {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	stdout := &watchedWriter{Writer: system.Stdout}
	system.Stdout, system.Stderr = stdout, &watchedWriter{Writer: system.Stderr}
	a := &app{System: system, interrupts: &interrupts{cancel: cancel}, speech: &speech{}, wanted: wantedIn(system.Args)}
	if !asksVersion(a.Args) {
		a.beginCatching()
	}
	root := newRoot(a)
	root.SetArgs(joinOptionalValues(system.Args))
	root.SetOut(system.Stdout)
	root.SetErr(system.Stderr)
	ctx = a.translateOffers(ctx, root)
	err := a.guarded(func() error { return root.ExecuteContext(ctx) })
	if err == nil && stdout.failure() != nil {
		err = outputFailure(stdout.failure()) // Cobra writes help and completion scripts without checking for errors
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
	} else if f.Code == codeIO && f.Outcome == notSent && isReaderGone(stdout.failure()) {
		return exitReaderGone // such as head: no message is needed
	}
	a.report(f)
	return f.ExitCode
}

// report prints a failure in the output format that was asked for. A command that has its own
// printer has kept its warnings there. Without one the format is read from the arguments, so that a
// script gets its document for a mistyped flag too.
func (a *app) report(f *failure) {
	if f.printer == nil {
		// New only fails for a query.
		f.printer, _ = output.New(a.printing("auto", a.formWanted(), "", a.language()))
	}
	f.printer.Fail(f.Failure)
}

// bare makes the printer of commands that must work without settings, with the format that form
// returns.
func (a *app) bare(form func() output.Form) (*output.Printer, error) {
	if language := a.wanted.lang; language != "" && !slices.Contains(i18n.Languages(), language) {
		return nil, refusedValues([]text.Problem{{Where: "--lang", Given: language, Rule: i18n.T("must be en or zh")}}, i18n.Raw("linkwanctl --help"))
	}
	if form := a.wanted.output; form != "" {
		if _, err := output.ParseForm(form); err != nil {
			return nil, refusedValues([]text.Problem{{Where: "--output", Given: form, Rule: i18n.Of(err)}}, i18n.Raw("linkwanctl --help"))
		}
	}
	return output.New(a.printing("auto", form(), a.query, a.language()))
}

// formWanted is the output format without a session: from the arguments, else the environment, else
// the settings file. An unknown format becomes a table.
func (a *app) formWanted() output.Form {
	form := a.outputGiven()
	if form == "" {
		// Load returns what it can read even of a broken file.
		loaded, _ := config.Load(config.Options{Getenv: a.Getenv, Home: a.Home})
		form = loaded.Settings().Output
	}
	return parseForm(form)
}

// formGiven is the output format from the arguments, else the environment.
func (a *app) formGiven() output.Form { return parseForm(a.outputGiven()) }

func (a *app) outputGiven() string { return cmp.Or(a.wanted.output, a.Getenv("LINKWANCTL_OUTPUT")) }

func parseForm(wanted string) output.Form {
	form, err := output.ParseForm(wanted)
	if err != nil {
		return output.Table
	}
	return form
}

func (a *app) printing(color string, form output.Form, query string, language *i18n.Catalogue) output.Options {
	return output.Options{
		Out: a.Stdout, Err: a.Stderr, Form: form, Query: query, Keys: identities(), Quiet: a.quiet,
		Columns: a.columns, NoHeaders: a.noHeaders, Wide: a.wide,
		Width:    a.terminalWidth(a.StdoutIsTerminal, a.StdoutWidth),
		ErrWidth: a.terminalWidth(a.redraws(), a.StderrWidth),
		Color:    output.Color(color, a.StdoutIsTerminal, a.Getenv),
		ErrColor: output.Color(color, a.StderrIsTerminal, a.Getenv),
		Language: language, DocumentLanguage: a.documentLanguage(),
	}
}

// identities are the API's names of what identifies an item, for -o name: an order's ID goes before
// that of its permission. The Data of a call that creates something is its ID.
func identities() []string {
	return []string{"OrderId", "NotificationId", "NodeGroupId", "Data", "JoinPermissionId", "DevEui", "GwEui", "GroupId", "Name", "Arn"}
}

// wanted are --output and --lang, each empty if it is not given.
type wanted struct{ output, lang string }

// wantedIn reads them from arguments that may not parse.
func wantedIn(args []string) wanted {
	set := pflag.NewFlagSet("", pflag.ContinueOnError)
	set.ParseErrorsAllowlist.UnknownFlags = true
	var w wanted
	set.StringVarP(&w.output, "output", "o", "", "")
	set.StringVar(&w.lang, "lang", "", "")
	// All one-letter flags, since -o may follow one in the same argument or be its value.
	// They take any value: a wrong one would end the parsing.
	for name, short := range map[string]string{"quiet": "q", "yes": "y", "help": "h", "watch": "w"} {
		set.VarPF(&settingFlag{}, name, short, "").NoOptDefVal = "true"
	}
	set.StringP("file", "f", "", "")
	_ = set.Parse(slices.DeleteFunc(slices.Clone(args), endsReading)) // what was read before a mistake counts
	return w
}

// endsReading tells the arguments behind which pflag would not find an --output: what is no flag's
// name, and a --file whose value was left out, which takes the next flag for it.
func endsReading(arg string) bool {
	return strings.HasPrefix(arg, "--=") || strings.HasPrefix(arg, "---") || arg == "--file" || arg == "-f"
}
