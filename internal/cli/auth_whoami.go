package cli

import (
	"github.com/spf13/cobra"

	"linkwanctl/internal/api"
	"linkwanctl/internal/i18n"
	"linkwanctl/internal/output"
)

func newAuthWhoAmI(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "whoami",
		Short: "Show whose the credentials are",
		Long: `Ask STS whose the credentials are (GetCallerIdentity): the account, RAM user or role. No
policy is needed for that. STS is asked in the same region; an endpoint that is not Link
WAN's own, such as the emulator, is asked itself.`,
		Example: `  linkwanctl auth whoami
  linkwanctl auth whoami --profile prod -o json --query AccountId`,
		Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return runAuthWhoAmI(a, cmd) },
	}
}

func runAuthWhoAmI(a *app, cmd *cobra.Command) error {
	s, err := a.openStrict(cmd)
	if err != nil {
		return err
	}
	return s.withClient(func(client *api.Client) error {
		id, err := client.WhoAmI(cmd.Context())
		if err != nil {
			s.endpoint = s.endpoint.STS() // what the hints are about
			return s.serviceFailure(err, task{Verb: "request"})
		}
		rows := [][]string{
			{i18n.N("account ID"), string(id.AccountID)}, {i18n.N("type"), s.say(identityInWords(id))}, {i18n.N("ARN"), id.ARN},
			{i18n.N("user ID"), string(id.UserID)}, {i18n.N("role ID"), string(id.RoleID)}, {i18n.N("request ID"), id.RequestID},
		}
		grid := output.Grid{Labels: true}
		for _, row := range rows {
			if row[1] != "" {
				grid.Rows = append(grid.Rows, row)
			}
		}
		return s.finish(output.Result{Document: id, Grid: grid})
	})
}

// identityInWords is the kind of an identity.
func identityInWords(id api.Identity) i18n.Text {
	switch id.IdentityType {
	case "Account":
		return i18n.T("the account itself")
	case "RAMUser":
		return i18n.T("RAM user")
	case "AssumedRoleUser":
		return i18n.T("RAM role")
	}
	return i18n.Raw(id.IdentityType)
}
