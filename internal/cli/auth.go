package cli

import (
	"strconv"

	"github.com/spf13/cobra"

	"linkwanctl/internal/emulator"
	"linkwanctl/internal/i18n"
	"linkwanctl/internal/output"
	"linkwanctl/internal/secret"
)

func newAuth(a *app) *cobra.Command {
	status := &cobra.Command{
		Use:   "status",
		Short: "Show which credentials would be used, and why",
		Long: `Show which credential source is used, the AccessKey ID with its middle masked, and every
place that was checked. Nothing is sent and no command is run.`,
		Example: `  linkwanctl auth status
  linkwanctl auth status --profile prod -o json`,
		Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return runAuthStatus(a, cmd) },
	}
	return group("auth", "Show the credentials in use", "Show which credentials linkwanctl would use. It stores none: it uses those of the aliyun\nCLI and the Alibaba Cloud SDKs (linkwanctl help credentials).", status, newAuthWhoAmI(a), newAuthPolicy(a))
}

// authStatus is the document of `auth status`.
type authStatus struct {
	Source      string     `json:"Source"`
	Detail      string     `json:"Detail"`
	Profile     string     `json:"Profile"`
	AccessKeyID string     `json:"AccessKeyId"` // masked; "" where only a request would tell it
	Temporary   *bool      `json:"Temporary"`   // null where only a request would tell it
	Endpoint    string     `json:"Endpoint"`
	EndpointOf  string     `json:"EndpointFrom"`
	Foreign     bool       `json:"EndpointForeign"` // neither Link WAN's own nor this machine
	LookedAt    []authLook `json:"LookedAt"`

	described i18n.Text // Detail, in any language
}

type authLook struct {
	Place string    `json:"Place"`
	Found i18n.Text `json:"Found"`
	Used  bool      `json:"Used"`
}

func runAuthStatus(a *app, cmd *cobra.Command) error {
	s, err := a.openStrict(cmd)
	if err != nil {
		return err
	}
	status := authStatus{Endpoint: s.endpoint.String(), EndpointOf: s.config.Origin("endpoint").Where, Foreign: !s.endpoint.IsOwn()}
	if s.settings.Sandbox {
		status.described = i18n.T("the sandbox's own key")
		status.Source, status.Detail, status.Endpoint, status.EndpointOf = "sandbox", status.described.String(), "loopback", "--sandbox"
		status.AccessKeyID, status.Temporary, status.LookedAt = secret.MaskKeyID(emulator.Owner().AccessKeyID()), new(bool), []authLook{}
		return s.finish(output.Result{Document: status, Grid: status.grid(s.say)})
	}
	source, err := s.source()
	if err != nil {
		return s.own(asFailure(err))
	}
	status.Source, status.Detail, status.Profile, status.described = source.Name, source.Detail, source.Profile, source.Described
	if c, known := source.Static(); known {
		temporary := c.SecurityToken() != ""
		status.AccessKeyID, status.Temporary = secret.MaskKeyID(c.AccessKeyID()), &temporary
	}
	for _, look := range source.Looks() {
		status.LookedAt = append(status.LookedAt, authLook(look))
	}
	return s.finish(output.Result{Document: status, Grid: status.grid(s.say)})
}

func (status authStatus) grid(say func(i18n.Text) string) output.Grid {
	later := say(i18n.T("unknown until the first request"))
	key, temporary := later, later
	if status.Temporary != nil {
		key, temporary = status.AccessKeyID, strconv.FormatBool(*status.Temporary)
	}
	endpoint := status.Endpoint + " (" + say(i18n.Word(status.EndpointOf)) + ")"
	if status.Foreign {
		endpoint = say(i18n.T("%s: not an official Link WAN endpoint", endpoint))
	}
	rows := [][]string{
		{i18n.N("source"), say(i18n.T("%s: %s", status.Source, status.described))}, {i18n.N("access key ID"), key}, {i18n.N("temporary"), temporary},
		{i18n.N("endpoint"), endpoint},
	}
	for _, look := range status.LookedAt {
		found := look.Found
		if look.Used {
			found = i18n.T("%s (used)", found)
		}
		rows = append(rows, []string{i18n.N("looked at"), say(i18n.T("%s: %s", i18n.Word(look.Place), found))})
	}
	return output.Grid{Rows: rows, Labels: true}
}
