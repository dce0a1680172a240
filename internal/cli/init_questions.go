package cli

import (
	"errors"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"linkwanctl/internal/config"
	"linkwanctl/internal/credential"
	"linkwanctl/internal/i18n"
	"linkwanctl/internal/output"
)

// interview asks for what no flag gave, and gives a session with the answers.
func (s *session) interview(cmd *cobra.Command, name string, anyProfile bool) (*session, string, error) {
	for _, q := range s.questions() {
		if flag := cmd.Flags().Lookup(q.key); flag.Changed {
			continue
		}
		if anyProfile {
			q.known = nil
		}
		if err := s.answered(cmd, q); err != nil {
			return nil, "", err
		}
	}
	for name == "" || config.CheckContextName(name) != nil {
		if name != "" {
			s.printer.Note(i18n.Of(config.CheckContextName(name)))
		}
		answer, err := s.read(i18n.T("Name of the context [%s]:", defaultContext))
		if err != nil {
			return nil, "", err
		}
		if name = answer; name == "" {
			name = defaultContext
		}
		if config.CheckContextName(name) == nil {
			s.app.typedToo("context", name)
		}
	}
	asked, err := s.app.openStrict(cmd)
	return asked, name, err
}

// question asks for a setting; an empty answer means preset.
type question struct {
	key, preset string
	text        i18n.Text
	known       []string // the answers that there are, nil for any
}

func (s *session) questions() []question {
	region, instance, profile := s.settings.Region, s.settings.IotInstanceID, s.settings.Profile
	asked := []question{
		{key: "region", preset: region, text: i18n.T("Region [%s]:", region)},
		{key: "iot-instance-id", preset: instance, text: i18n.T("Instance ID, if the console shows one [%s]:", dash(instance))},
		{key: "profile", preset: profile, text: i18n.T("Profile of the aliyun CLI [%s]:", dash(profile))},
	}
	names, err := credential.Profiles(credential.Options{Getenv: s.app.Getenv, Home: s.app.Home})
	if err == nil && len(names) > 0 {
		asked[2].text = i18n.T("Profile of the aliyun CLI (%s) [%s]:", strings.Join(names, ", "), dash(profile))
		asked[2].known = names
	}
	return asked
}

// answered asks until the answer is valid, and sets the flag.
func (s *session) answered(cmd *cobra.Command, q question) error {
	flag := cmd.Flags().Lookup(q.key)
	for {
		answer, err := s.read(q.text)
		if err != nil {
			return err
		}
		if answer == "" {
			return nil
		}
		if q.known != nil && !slices.Contains(q.known, answer) {
			s.printer.Note(i18n.T("%s: is not a profile of the aliyun CLI: %s", answer, strings.Join(q.known, ", ")))
			continue
		}
		if err := cmd.Flags().Set(q.key, answer); err != nil {
			return err
		}
		_, err = config.Load(s.app.settingsOptions(cmd))
		var problems *config.Error
		if err == nil {
			s.app.typedToo(q.key, answer)
			return nil
		}
		if !errors.As(err, &problems) {
			return err
		}
		for _, p := range problems.Problems {
			s.printer.Note(i18n.T("%s: %s", p.Given, p.Rule))
		}
		_ = flag.Value.Set(q.preset)
		flag.Changed = false
	}
}

// typedToo makes an answer a flag of the command line that hints repeat.
func (a *app) typedToo(flag, answer string) {
	end := slices.Index(a.Args, "--")
	if end < 0 {
		end = len(a.Args)
	}
	a.Args = slices.Insert(slices.Clone(a.Args), end, "--"+flag, answer)
}

// read asks a question and reads a line.
func (s *session) read(question i18n.Text) (string, error) {
	line, err := s.answer(question)
	if err != nil {
		return "", s.own(&failure{Failure: output.Failure{Title: i18n.T("no answer; nothing was changed"), Code: codeDeclined, Outcome: notSent, ExitCode: exitUsage}})
	}
	return line, nil
}
