package cli

import (
	"bufio"
	"strings"

	"github.com/spf13/cobra"

	"linkwanctl/internal/api"
	"linkwanctl/internal/config"
	"linkwanctl/internal/i18n"
	"linkwanctl/internal/output"
)

// defaultContext is the name of a context if none is given.
const defaultContext = "default"

// initFlags are the flags of init that are no settings.
type initFlags struct{ yes, noCheck bool }

func newInit(a *app) *cobra.Command {
	var given initFlags
	cmd := &cobra.Command{
		Use:   "init",
		Short: "Set up linkwanctl for an account",
		Long: `Ask for region, instance ID and profile, check them with one read call, and save them as a
context that commands use from then on. What a flag gives is not asked; with --yes nothing
is asked, and an existing context is replaced. If the check fails, nothing is saved.`,
		Example: `  linkwanctl init
  linkwanctl init --yes --profile prod --region cn-shanghai --context prod`,
		Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return runInit(a, cmd, given) },
	}
	cmd.Flags().BoolVarP(&given.yes, "yes", "y", false, "ask nothing, and replace an existing context")
	cmd.Flags().BoolVar(&given.noCheck, "no-check", false, "save without the read call")
	return cmd
}

// initiated is the document of `init`.
type initiated struct {
	Context       string `json:"Context"`
	Path          string `json:"Path"`
	Region        string `json:"Region"`
	Endpoint      string `json:"Endpoint,omitempty"`
	Profile       string `json:"Profile"`
	IotInstanceID string `json:"IotInstanceId"`
	Checked       bool   `json:"Checked"`
}

func runInit(a *app, cmd *cobra.Command, given initFlags) error {
	name := withoutContexts(cmd)
	s, err := a.openStrict(cmd)
	if err != nil {
		return err
	}
	if s.settings.Sandbox {
		return s.own(usage(i18n.T("init sets up a real account, and the sandbox needs none; nothing was changed"), i18n.T("list the permissions of the sandbox:  %s", "linkwanctl --sandbox joinperm list")))
	}
	if err := s.canConfirm(given.yes); err != nil {
		return err
	}
	a.Stdin = bufio.NewReader(a.Stdin) // one for all questions: it may read more than a line
	if !given.yes {
		if s, name, err = s.interview(cmd, name, given.noCheck); err != nil {
			return err
		}
	}
	if name == "" {
		name = defaultContext
	}
	if err := config.CheckContextName(name); err != nil {
		return s.own(notChanged(asFailure(err)))
	}
	if err := s.mayReplace(name, given.yes); err != nil {
		return err
	}
	if !given.noCheck {
		if err := s.tryOut(cmd); err != nil {
			return err
		}
	}
	return s.saveContext(cmd, name, !given.noCheck)
}

// withoutContexts gives the context that --context names, which need not exist, and makes the
// settings those without any context.
func withoutContexts(cmd *cobra.Command) string {
	flag := cmd.Flags().Lookup("context")
	name := ""
	if flag.Changed {
		name = flag.Value.String()
		flag.Changed = false
	}
	_ = cmd.Flags().Set("no-context", "true") // it takes any truth value
	return name
}

// mayReplace asks before a context of the file is replaced.
func (s *session) mayReplace(name string, yes bool) error {
	for _, c := range s.config.Contexts() {
		if c.Name == name {
			return s.confirm(i18n.T("Replace the context %s (region %s, profile %s)?", name, dash(c.Value("region")), dash(c.Value("profile"))), yes)
		}
	}
	return nil
}

// tryOut makes the read call.
func (s *session) tryOut(cmd *cobra.Command) error {
	err := s.withClient(func(client *api.Client) error {
		bands, err := api.Bands(cmd.Context(), client)
		if err != nil {
			return s.serviceFailure(err, task{Verb: i18n.N("check")})
		}
		s.printer.Note(i18n.T("checked: the account may use %d frequency band plan groups", len(bands.Data)))
		return nil
	})
	if err == nil {
		return nil
	}
	f := asFailure(err)
	f.Details = append(f.Details, output.Detail{Name: i18n.N("saved"), Value: i18n.T("nothing, since the check failed")})
	f.Hints = append(f.Hints, i18n.T("check each step:  %s", s.doctorHere()), i18n.T("to save it anyway:  %s", s.app.again("--yes --no-check")))
	return s.own(f)
}

// doctorHere is the command that checks what init checks, which is no context.
func (s *session) doctorHere() string {
	command := "doctor"
	if len(s.config.Contexts()) > 0 {
		command += " --no-context"
	}
	return s.app.otherWith(command, placeFlags)
}

func (s *session) saveContext(cmd *cobra.Command, name string, checked bool) error {
	values := map[string]string{"region": s.settings.Region, "profile": s.settings.Profile, "iot-instance-id": s.settings.IotInstanceID}
	if s.config.Origin("endpoint").Where == "--endpoint" {
		values["endpoint"] = s.settings.Endpoint
	}
	options := s.app.settingsOptions(cmd)
	path, err := config.Path(options)
	if err != nil {
		return s.own(notChanged(asFailure(err)))
	}
	options.Writing = func() { s.app.interrupts.enter(calling) } // what has begun is finished
	if cmd.Context().Err() != nil {
		return s.serviceFailure(&api.Error{Code: api.CodeInterrupted, Outcome: api.NotSent}, task{Verb: i18n.N("check")})
	}
	if err := config.SetContext(options, name, values); err != nil {
		return s.own(notChanged(asFailure(err)))
	}
	document := initiated{name, path, values["region"], values["endpoint"], values["profile"], values["iot-instance-id"], checked}
	lines := []string{
		s.say(i18n.T("context %s saved in %s; commands use it from now on", output.Escape(name), output.Escape(path))),
		s.say(i18n.T("list your permissions:  %s", "linkwanctl joinperm list")),
	}
	return s.finish(output.Result{Document: document, Text: strings.Join(lines, "\n") + "\n"})
}
