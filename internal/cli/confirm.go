package cli

import (
	"bufio"
	"runtime"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"linkwanctl/internal/i18n"
	"linkwanctl/internal/output"
)

// confirm asks before something that cannot be undone. Without a terminal to ask on, nothing is
// sent unless --yes is given.
func (s *session) confirm(question i18n.Text, yes bool) error {
	if err := s.canConfirm(yes); err != nil || yes {
		return err
	}
	return s.ask(question)
}

// addYes adds --yes, which answers the question of a command.
func addYes(cmd *cobra.Command, yes *bool) {
	cmd.Flags().BoolVarP(yes, "yes", "y", false, "do not ask")
}

// ask puts a question to the person at the terminal: anything but yes is an error.
func (s *session) ask(question i18n.Text) error {
	answer, _ := s.answer(i18n.T("%s [y/N]", question))
	switch strings.ToLower(answer) {
	case "y", "yes":
		return nil
	}
	return s.own(&failure{Failure: output.Failure{Title: i18n.T("not confirmed; nothing was changed"), Code: codeDeclined, Outcome: notSent, ExitCode: exitUsage}})
}

// answer asks a question and reads the line behind it, without blanks around it. The error is that
// the input ended before the line did.
func (s *session) answer(question i18n.Text) (string, error) {
	leave := s.app.interrupts.enter(asking)
	s.printer.Prompt(question)
	line, err := bufio.NewReader(s.app.Stdin).ReadString('\n')
	if err != nil && runtime.GOOS == "windows" && s.app.CatchSignals != nil {
		time.Sleep(4 * keysArrive) // Ctrl-C ends the reading there too, often before its signal arrives
	}
	leave()
	if err != nil { // no key has ended the question's line
		s.printer.Note(i18n.Text{})
	}
	return strings.TrimSpace(line), err
}

// canConfirm fails, before anything is sent, if a confirmation is needed and no question can be
// asked.
func (s *session) canConfirm(yes bool) error {
	if why := s.cannotAsk(); !why.Empty() && !yes {
		return s.own(usage(why))
	}
	return nil
}

// cannotAsk says why no question can be asked and what to do about it, "" if one can.
func (s *session) cannotAsk() i18n.Text {
	switch {
	case !s.app.StdinIsTerminal || !s.app.StderrIsTerminal:
		return i18n.T("not a terminal: pass --yes to confirm")
	case s.app.quiet, output.Form(s.settings.Output).Documents():
		return i18n.T("cannot ask with --quiet, -o json or -o yaml: pass --yes to confirm")
	}
	return i18n.Text{}
}
