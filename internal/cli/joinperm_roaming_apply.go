package cli

import (
	"slices"

	"github.com/spf13/cobra"

	"linkwanctl/internal/api"
	"linkwanctl/internal/i18n"
	"linkwanctl/internal/joinperm"
)

func newRoamingApply(a *app) *cobra.Command {
	// The JoinEUI is the network's.
	fields := slices.DeleteFunc(joinperm.Fields(), func(f joinperm.Field) bool { return f.Param == "JoinEui" })
	cmd := &cobra.Command{
		Use:   "apply --name NAME --class-mode CLASS --freq-band-plan-group-id GROUP [flags]",
		Short: "Request a roaming permission",
		Long: `Request a roaming permission (ApplyRoamingJoinPermission) and show its ID.
If an answer is lost, the request is not sent again.`,
		Example: `  linkwanctl joinperm roaming apply --name 泛在1 --class-mode A --freq-band-plan-group-id 101
  linkwanctl joinperm roaming apply --name roam_1 --class-mode A --freq-band-plan-group-id 101 --rx-delay 2 --data-rate 4`,
		Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			s, flagProblems, err := a.open(cmd)
			if err != nil {
				return err
			}
			creation, refusals := joinperm.NewCreation(fieldsGiven(cmd, fields))
			if err := s.refuse(cmd, refusals, flagProblems); err != nil {
				return err
			}
			return s.withClient(func(client *api.Client) error {
				applied, err := api.Fetch[joinperm.Text](cmd.Context(), client, api.ApplyRoamingCall(creation))
				if err != nil {
					return s.serviceFailure(err, task{
						Verb: "apply", Subject: "permission", ID: creation.Name(), Changes: true, Look: "joinperm list --rented --type ROAMING",
					})
				}
				return s.finishCreated(applied, creation.Name(), i18n.T("requested"))
			})
		},
	}
	addFieldFlags(a, cmd, fields)
	return cmd
}
