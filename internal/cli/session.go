package cli

import (
	"errors"
	"strconv"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"linkwanctl/internal/api"
	"linkwanctl/internal/config"
	"linkwanctl/internal/credential"
	"linkwanctl/internal/i18n"
	"linkwanctl/internal/output"
	"linkwanctl/internal/quota"
	"linkwanctl/internal/text"
)

// session is what a command that needs settings works with.
type session struct {
	app        *app
	config     *config.Config
	settings   config.Settings
	endpoint   api.Endpoint
	printer    *output.Printer
	waits      *output.Waits
	done       *completedCall     // a change already made, in case the result cannot be shown
	batch      bool               // an apply shows its own progress
	unrecorded bool               // the history has no run of this command, since it cannot be written
	lasting    bool               // the command waits for what other commands do
	keyed      bool               // account names an access key, not a source of temporary keys
	account    string             // identifies the credentials without showing them; see withClient
	profile    string             // of the credentials, "" for none; see withClient
	found      *credential.Source // of the credentials, nil in the sandbox; see withClient
	names      map[string]string  // of the permissions that an answer or the command line named, by ID
}

// completedCall is a change that the service has carried out.
type completedCall struct {
	api.Answer
	what i18n.Text // "permission 1001"
}

// carriedOut records a change that the service has carried out.
func (s *session) carriedOut(answer api.Answer, what i18n.Text) {
	s.done = &completedCall{answer, what}
}

// flags gives the settings access to the command line.
type flags struct{ set *pflag.FlagSet }

// Lookup gives a flag's value and whether it was given.
func (f flags) Lookup(key string) (string, bool) {
	flag := f.set.Lookup(key)
	if flag == nil {
		return "", false
	}
	return flag.Value.String(), flag.Changed
}

func (a *app) settingsOptions(cmd *cobra.Command) config.Options {
	return config.Options{Flags: flags{cmd.Flags()}, Getenv: a.Getenv, Home: a.Home}
}

// open reads the settings and makes the printer. It returns a session even if settings are wrong,
// so that a command can report its own problems together with theirs.
func (a *app) open(cmd *cobra.Command) (*session, *config.Error, error) {
	s := &session{app: a}
	var problems *config.Error
	loaded, err := config.Load(a.settingsOptions(cmd))
	if err != nil && !errors.As(err, &problems) {
		return nil, nil, err
	}
	s.config, s.settings = loaded, loaded.Settings()
	form := output.Form(s.settings.Output)
	s.settings.Output = string(form.Drawn()) // the printer knows the rest
	a.speech.set(s.settings.Lang)
	a.interrupts.setForm(form)
	s.printer, err = output.New(a.printing(s.settings.Color, form, a.query, a.language()))
	if err != nil {
		return nil, nil, err
	}
	s.waits = s.printer.Waits(a.Now, a.Sleep)
	if s.settings.Sandbox && s.config.Origin("endpoint").Where == "--endpoint" {
		return nil, nil, s.own(usage(i18n.T("--sandbox and --endpoint cannot be used together: the sandbox has its own endpoint"), helpOf(cmd)))
	}
	if wrong := s.setEndpoint(); wrong != nil && (problems == nil || s.settings.Endpoint != "") { // "" for a wrong region
		if problems == nil {
			problems = &config.Error{}
		}
		problems.Problems = append(problems.Problems, wrong.Problems...)
	}
	for _, text := range loaded.Warnings() {
		s.printer.Warn(text)
	}
	return s, problems, nil
}

// setEndpoint parses the endpoint of the settings with the client's rules.
func (s *session) setEndpoint() *config.Error {
	if s.settings.Sandbox { // its port is chosen when it starts
		s.endpoint = api.Endpoint{Scheme: "http", Host: "127.0.0.1"}
		return nil
	}
	endpoint, err := api.ParseEndpoint(s.settings.Endpoint)
	if err != nil {
		origin := s.config.Origin("endpoint")
		return &config.Error{Problems: []config.Problem{{
			Problem:  text.Problem{Where: origin.Where, Given: s.settings.Endpoint, Rule: i18n.Of(err)},
			FromFlag: origin.Kind == config.KindFlag,
		}}}
	}
	s.endpoint = endpoint
	return nil
}

// regional is the default endpoint of the region.
func (s *session) regional() api.Endpoint { return regionalEndpoint(s.settings.Region) }

func regionalEndpoint(region string) api.Endpoint {
	return api.Endpoint{Scheme: "https", Host: "linkwan." + region + ".aliyuncs.com"}
}

// own attaches the command's printer to a failure, and with it the warnings so far.
func (s *session) own(f *failure) *failure {
	f.printer, f.Sandbox = s.printer, s.settings.Sandbox
	return f
}

// finish prints the result and ends the command's output.
func (s *session) finish(r output.Result) error {
	if err := s.show(r); err != nil {
		return err
	}
	s.printer.Done()
	return nil
}

// show prints a result.
func (s *session) show(r output.Result) error {
	if err := s.printer.Result(r); err != nil {
		return s.unwritten(err)
	}
	return nil
}

// withClient calls run with a client of the service. It finds the credentials, or starts the
// sandbox and stops it afterwards.
func (s *session) withClient(run func(*api.Client) error) error {
	options := s.apiOptions()
	if s.settings.Sandbox {
		// In a pipe too: LINKWANCTL_SANDBOX may have been forgotten.
		s.printer.Note(i18n.T("sandbox: nothing reaches Link WAN"))
		end := s.waits.Begin(s.app.Now(), sandboxWaitText)
		box, err := s.app.startSandbox(s.lasting)
		end()
		if err != nil {
			return s.own(asFailure(err))
		}
		defer box.close()
		s.app.interrupts.enter(calling)
		s.account, s.keyed = "sandbox", true
		s.endpoint, options.Endpoint, options.Credentials = box.endpoint, box.endpoint, box.credentials
		options.Limiter = s.limiter("sandbox")
		return run(api.New(options))
	}
	s.endpoint.LoadRoots()
	source, err := s.source()
	if err != nil {
		return s.own(asFailure(err))
	}
	// Temporary keys change; their source does not.
	s.account, s.profile, s.found = "source:"+source.String(), source.Profile, source
	if c, known := source.Static(); known && c.SecurityToken() == "" {
		s.account, s.keyed = "key:"+c.AccessKeyID(), true
	}
	options.Credentials, options.Secrets = source.Fetch, source.Secrets()
	options.Limiter = s.limiter(s.endpoint.String())
	s.app.interrupts.enter(calling)
	return run(api.New(options))
}

// limiter keeps the service's quota, shared with the other processes of this machine that use the
// same key.
func (s *session) limiter(endpoint string) api.Limiter {
	if s.settings.QPS == 0 {
		return nil
	}
	return quota.New(quota.Options{
		Dir: quota.Dir(s.app.Getenv, s.app.Home), Account: s.account, Endpoint: endpoint, QPS: s.settings.QPS,
		Debug: s.noteQuota, Now: s.app.Now,
	})
}

func (s *session) noteQuota(text string) {
	if s.app.debug {
		s.printer.Debug("* " + text)
	}
}

func (s *session) apiOptions() api.Options {
	options := api.Options{
		Endpoint: s.endpoint, SignatureVersion: s.settings.SignatureVersion, UserAgent: "linkwanctl/" + s.app.Build.Version,
		MaxAttempts: s.settings.MaxAttempts, ConnectTimeout: s.settings.ConnectTimeout,
		AttemptTimeout: s.settings.AttemptTimeout, Timeout: s.settings.Timeout,
		Warn: s.printer.Warn, Waiting: s.waiting(), Now: s.app.Now, Sleep: s.app.Sleep,
	}
	if s.app.debug {
		options.Debug = s.printer.Debug
	}
	return options
}

func (s *session) credentialOptions() credential.Options {
	return credential.Options{
		Profile: s.settings.Profile, ProfileOrigin: s.config.Origin("profile").Where,
		Getenv: s.app.Getenv, Home: s.app.Home, Proxy: api.EnvironmentProxy(s.app.Getenv),
	}
}

// source finds where the credentials come from and shows its warnings.
func (s *session) source() (*credential.Source, error) {
	source, err := credential.Resolve(s.credentialOptions())
	if err != nil {
		return nil, err
	}
	for _, text := range source.Warnings() {
		s.printer.Warn(text)
	}
	return source, nil
}

func itoa(n int) string { return strconv.Itoa(n) }

// openStrict is open for commands without values of their own to check: wrong settings are an
// error.
func (a *app) openStrict(cmd *cobra.Command) (*session, error) {
	s, problems, err := a.open(cmd)
	if err != nil {
		return nil, err
	}
	if problems != nil {
		return nil, s.own(settingsFailure(problems))
	}
	return s, nil
}
