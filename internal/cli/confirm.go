package cli

import (
	"bufio"
	"context"
	"strings"

	"linkwanctl/internal/output"
)

// confirm asks before something that cannot be undone. It asks on a terminal
// alone: elsewhere --yes has to be given, and nothing is sent without it.
func (s *session) confirm(ctx context.Context, question string, yes bool) error {
	if err := s.canConfirm(yes); err != nil || yes {
		return err
	}
	return s.ask(ctx, question)
}

// ask puts a question to the person at the terminal: anything but yes is an error.
func (s *session) ask(ctx context.Context, question string) error {
	s.printer.Prompt(question + " [y/N]")
	answer := goWithPanic(func() string {
		line, _ := bufio.NewReader(s.app.Stdin).ReadString('\n')
		return line
	})
	select {
	case <-ctx.Done():
		s.printer.Note("") // the answer's line was not ended
		return s.own(declined("interrupted"))
	case line := <-answer:
		switch strings.ToLower(strings.TrimSpace(line())) {
		case "y", "yes":
			return nil
		}
		return s.own(declined("not confirmed"))
	}
}

// canConfirm refuses, before anything is sent, what could not be asked for.
func (s *session) canConfirm(yes bool) error {
	if why := s.cannotAsk(); why != "" && !yes {
		return s.own(usage(why + ": pass --yes to confirm"))
	}
	return nil
}

// cannotAsk says why no question can be asked, "" where one can.
func (s *session) cannotAsk() string {
	form := output.Form(s.settings.Output)
	switch {
	case !s.app.StdinIsTerminal || !s.app.StderrIsTerminal:
		return "not a terminal"
	case s.app.quiet, form == output.JSON, form == output.YAML:
		return "what it is about is not shown with --quiet, -o json and -o yaml"
	}
	return ""
}

func declined(why string) *failure {
	return &failure{Failure: output.Failure{Title: why + "; nothing was changed", Code: "Declined", Outcome: notSent, ExitCode: exitUsage}}
}
