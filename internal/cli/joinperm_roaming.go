package cli

import (
	"slices"

	"github.com/spf13/cobra"

	"linkwanctl/internal/api"
	"linkwanctl/internal/joinperm"
)

func newJoinPermRoaming(a *app) *cobra.Command {
	return group("roaming", "Work with permissions of the roaming network (泛在凭证)",
		`Work with permissions of the roaming network (泛在凭证): the account rents them from the
service. List them with  linkwanctl joinperm list --rented --type ROAMING.`,
		newRoamingApply(a), newRoamingUpdate(a),
		newRoamingSwitch(a, "enable", "Enable a roaming permission", true),
		newRoamingSwitch(a, "disable", "Disable a roaming permission", false))
}

// roamingFields are the fields that an action on roaming permissions takes.
func roamingFields(params ...string) []joinperm.Field {
	var fields []joinperm.Field
	for _, f := range joinperm.Fields() {
		if slices.Contains(params, f.Param) {
			fields = append(fields, f)
		}
	}
	return fields
}

func newRoamingApply(a *app) *cobra.Command {
	fields := roamingFields("JoinPermissionName", "ClassMode", "FreqBandPlanGroupId", "RxDelay", "DataRate")
	cmd := &cobra.Command{
		Use:   "apply --name NAME --class-mode CLASS --freq-band-plan-group-id GROUP [flags]",
		Short: "Ask for a roaming permission",
		Long: `Ask for a permission of the roaming network (ApplyRoamingJoinPermission) and show its ID. It
is never sent twice where the first may have been carried out.`,
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
					return s.serviceFailure(err, task{Verb: "application", Subject: "permission", ID: creation.Name(), Changes: true})
				}
				return s.finish(createdResult(applied))
			})
		},
	}
	addFieldFlags(a, cmd, fields)
	return cmd
}

func newRoamingUpdate(a *app) *cobra.Command {
	fields := roamingFields("JoinPermissionName", "RxDelay", "DataRate")
	cmd := &cobra.Command{
		Use:   "update ID [flags]",
		Short: "Change a roaming permission",
		Long:  "Change a roaming permission (UpdateRoamingJoinPermission). Only the fields that are given are\nsent; class, band and JoinEUI are the network's.",
		Example: `  linkwanctl joinperm roaming update 401 --name 泛在2
  linkwanctl joinperm roaming update 401 --rx-delay 2 --data-rate 4`,
		RunE: func(cmd *cobra.Command, args []string) error {
			s, flagProblems, err := a.open(cmd)
			if err != nil {
				return err
			}
			if err := countArgs(cmd, args, "the ID of a roaming permission", 1); err != nil {
				return s.own(asFailure(err))
			}
			given := fieldsGiven(cmd, fields)
			given[joinperm.ID().Param] = args[0]
			change, refusals := joinperm.NewChange(given)
			if err := s.refuse(cmd, refusals, flagProblems); err != nil {
				return err
			}
			for _, text := range change.Warnings() {
				s.printer.Warn(text)
			}
			return s.withClient(func(client *api.Client) error {
				answer, err := client.Do(cmd.Context(), api.UpdateRoamingCall(change))
				if err != nil {
					return s.serviceFailure(err, task{Verb: "update", Subject: "permission", ID: change.ID, Changes: true})
				}
				return s.finish(doneResult(answer))
			})
		},
	}
	addFieldFlags(a, cmd, fields)
	return cmd
}

func newRoamingSwitch(a *app, verb, summary string, enabled bool) *cobra.Command {
	return &cobra.Command{
		Use:   verb + " ID",
		Short: summary,
		Long:  summary + " (UpdateRoamingJoinPermissionEnablingState). One that is so already stays so.",
		Example: `  linkwanctl joinperm roaming ` + verb + ` 401
  linkwanctl joinperm roaming ` + verb + ` 401 -o json`,
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := countArgs(cmd, args, "the ID of a roaming permission", 1); err != nil {
				return err
			}
			s, err := a.openStrict(cmd)
			if err != nil {
				return err
			}
			if err := s.refuseProblems(cmd, identifierProblems("", args[0]), nil); err != nil {
				return err
			}
			return s.withClient(func(client *api.Client) error {
				answer, err := client.Do(cmd.Context(), api.EnableRoamingCall(args[0], enabled))
				if err != nil {
					return s.serviceFailure(err, task{Verb: gerund(verb), Subject: "permission", ID: args[0], Changes: true})
				}
				return s.finish(doneResult(answer))
			})
		},
	}
}

// gerund is "enabling" of "enable".
func gerund(verb string) string { return verb[:len(verb)-1] + "ing" }
