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
	s.printer.Prompt(question + " [y/N]")
	answer := make(chan string, 1)
	go func() {
		line, _ := bufio.NewReader(s.app.Stdin).ReadString('\n')
		answer <- line
	}()
	select {
	case <-ctx.Done():
		s.printer.Note("") // the answer's line was not ended
		return s.own(declined("interrupted"))
	case line := <-answer:
		switch strings.ToLower(strings.TrimSpace(line)) {
		case "y", "yes":
			return nil
		}
		return s.own(declined("not confirmed"))
	}
}

// canConfirm refuses, before anything is sent, what could not be asked for.
func (s *session) canConfirm(yes bool) error {
	form := output.Form(s.settings.Output)
	switch {
	case yes:
		return nil
	case !s.app.StdinIsTerminal || !s.app.StderrIsTerminal:
		return s.own(usage("it has to be confirmed with --yes: there is no terminal to ask on"))
	case s.app.quiet, form == output.JSON, form == output.YAML:
		return s.own(usage("it has to be confirmed with --yes: nothing of what it is about would be shown"))
	}
	return nil
}

func declined(why string) *failure {
	return &failure{Failure: output.Failure{Title: why + "; nothing was changed", Code: "Declined", Outcome: notSent, ExitCode: exitUsage}}
}
