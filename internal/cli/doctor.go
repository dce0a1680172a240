package cli

import (
	"context"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"linkwanctl/internal/api"
	"linkwanctl/internal/config"
	"linkwanctl/internal/i18n"
	"linkwanctl/internal/output"
)

// doctorTime bounds all checks together.
const doctorTime = time.Minute

func newDoctor(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "doctor",
		Short: "Check settings, credentials and connection",
		Long: `Check settings, credentials and whose they are, the connection (proxy, DNS, TCP, TLS, each
timed), the clock, the permission to call Link WAN, the quota that commands share, the
terminal and completion. Nothing is changed. It takes a minute at most.

Each check is ok, a warning or a failure with what to do, or skipped because an earlier one
failed. The exit code is that of the gravest failure (3 settings or credentials, 5 not
authorised, 8 or 7 connection or service, 4 refused), 0 with warnings only.`,
		Example: `  linkwanctl doctor
  linkwanctl doctor --profile prod -o json
  linkwanctl --sandbox doctor`,
		Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return runDoctor(a, cmd) },
	}
}

// The results of a check; they are messages too, see inWords.
const (
	checkOK      = "ok"
	checkWarning = "warning"
	checkFailure = "failure"
	checkSkipped = "skipped"
)

func (c check) inWords() i18n.Text {
	switch c.Status {
	case checkOK:
		return i18n.T("ok")
	case checkWarning:
		return i18n.T("warning")
	case checkFailure:
		return i18n.T("failure")
	}
	return i18n.T("skipped")
}

// check is one check in the document of `doctor`.
type check struct {
	Name         string      `json:"Check"`
	Status       string      `json:"Status"`
	Detail       i18n.Text   `json:"Detail"`
	WhatToDo     []i18n.Text `json:"WhatToDo"`
	Milliseconds int64       `json:"Milliseconds"`

	exit int // of a failure
}

// checkup is the document of `doctor`.
type checkup struct {
	Checks   []check `json:"Checks"`
	Failures int     `json:"Failures"`
	Warnings int     `json:"Warnings"`
	ExitCode int     `json:"ExitCode"`
}

// doctor makes the checks.
type doctor struct {
	*session

	ctx     context.Context
	checks  []check
	offline bool // the endpoint does not answer
}

func runDoctor(a *app, cmd *cobra.Command) error {
	s, problems, err := a.open(cmd)
	if err != nil {
		return err
	}
	// A check says what fails, and does not wait until it works.
	s.settings.MaxAttempts = min(s.settings.MaxAttempts, 2)
	ctx, cancel := context.WithTimeout(cmd.Context(), doctorTime)
	defer cancel()
	d := &doctor{session: s, ctx: ctx}
	d.checkAll(problems)
	if err := context.Cause(cmd.Context()); err != nil {
		return s.serviceFailure(&api.Error{Code: api.CodeInterrupted, Outcome: api.Unknown}, task{Verb: "request"})
	}
	return d.report()
}

// checkAll makes every check, whatever the others show.
func (d *doctor) checkAll(problems *config.Error) {
	d.checkSettings(problems)
	if problems == nil {
		d.checkService()
	} else { // nothing is sent to a place that may be the wrong one
		var err error
		if !d.settings.Sandbox {
			d.found, err = d.source()
		}
		if err != nil {
			d.noCredentials(err)
		} else {
			d.checkCredentials()
		}
		for _, name := range []string{i18n.N("connection"), i18n.N("identity"), i18n.N("access")} {
			d.skip(name, i18n.T("the settings are invalid"))
		}
	}
	d.checkQuota()
	d.checkTerminal()
	d.checkCompletion()
}

// checkService makes the checks that send something.
func (d *doctor) checkService() {
	asked := false
	err := d.withClient(func(client *api.Client) error {
		asked = true
		d.checkCredentials()
		d.checkConnection()
		d.checkIdentity(client)
		d.checkPermission(client)
		return nil
	})
	if !asked {
		d.noCredentials(err)
		d.checkConnection()
		d.skip(i18n.N("identity"), i18n.T("there are no credentials"))
		d.skip(i18n.N("access"), i18n.T("there are no credentials"))
	}
}

func (d *doctor) noCredentials(err error) {
	f := asFailure(err)
	d.add(check{Name: i18n.N("credentials"), Status: checkFailure, Detail: f.Title, WhatToDo: f.Hints, exit: f.ExitCode})
}

func (d *doctor) add(c check) {
	if c.WhatToDo == nil {
		c.WhatToDo = []i18n.Text{}
	}
	d.checks = append(d.checks, c)
}

func (d *doctor) skip(name string, why i18n.Text) {
	d.add(check{Name: name, Status: checkSkipped, Detail: why})
}

// failed adds the failure of a call.
func (d *doctor) failed(name string, err error, t task, took time.Duration) {
	f := d.serviceFailure(err, t)
	detail := i18n.T("%s: %s", f.Code, f.Message)
	if f.Message.Empty() {
		detail = f.Title
	}
	d.add(check{name, checkFailure, detail, f.Hints, took.Milliseconds(), f.ExitCode})
}

// gravest are the exit codes of failures, the first counts: without settings and credentials nothing
// works, without rights no call, and so on.
func (d *doctor) gravest() int {
	for _, code := range []int{exitConfig, exitDenied, exitNoAnswer, exitUnavailable} {
		if slices.ContainsFunc(d.checks, func(c check) bool { return c.exit == code }) {
			return code
		}
	}
	for _, c := range d.checks {
		if c.exit != 0 {
			return c.exit
		}
	}
	return exitDone
}

func (d *doctor) report() error {
	result := checkup{Checks: d.checks, ExitCode: d.gravest()}
	for _, c := range d.checks {
		switch c.Status {
		case checkFailure:
			result.Failures++
		case checkWarning:
			result.Warnings++
		}
	}
	shown := output.Result{Document: result, Text: result.text(d.say)}
	if result.Failures == 0 {
		return d.finish(shown)
	}
	if err := d.show(shown); err != nil {
		return err
	}
	title := i18n.T("1 check failed")
	if result.Failures > 1 {
		title = i18n.T("%d checks failed", result.Failures)
	}
	return d.own(&failure{Failure: output.Failure{Title: title, Code: codeChecksFailed, Outcome: "done", ExitCode: result.ExitCode}})
}

func (c checkup) text(say func(i18n.Text) string) string {
	title := i18n.T("%d checks: %s, %s", len(c.Checks), failures(c.Failures), warnings(c.Warnings))
	var pairs [][2]string
	for _, one := range c.Checks {
		line := i18n.T("%s: %s", one.inWords(), one.Detail)
		if one.Milliseconds > 0 {
			line = i18n.T("%s: %s (%d ms)", one.inWords(), one.Detail, one.Milliseconds)
		}
		lines := append([]string{say(line)}, said(one.WhatToDo, say)...)
		pairs = append(pairs, output.Listed(say(one.label()), lines)...)
	}
	return output.Described(say(title), "", pairs)
}

func failures(n int) i18n.Text {
	if n == 1 {
		return i18n.T("1 failure")
	}
	return i18n.T("%d failures", n)
}

func warnings(n int) i18n.Text {
	if n == 1 {
		return i18n.T("1 warning")
	}
	return i18n.T("%d warnings", n)
}

// label is the check's name.
func (c check) label() i18n.Text {
	if c.Name == api.StepAnswer {
		return i18n.T("answer")
	}
	return i18n.Word(c.Name)
}

// call bounds a call of a check.
func (d *doctor) call() (context.Context, context.CancelFunc) {
	return context.WithTimeout(d.ctx, min(d.settings.Timeout, 2*d.settings.AttemptTimeout))
}
