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

func newRoamingApply(a *app) *cobra.Command {
	// The JoinEUI is the network's.
	fields := slices.DeleteFunc(joinperm.Fields(), func(f joinperm.Field) bool { return f.Param == "JoinEui" })
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
					return s.serviceFailure(err, task{
						Verb: "application", Subject: "permission", ID: creation.Name(), Changes: true, Look: "linkwanctl joinperm list --rented --type ROAMING",
					})
				}
				s.did(api.Answer{RequestID: applied.RequestID, Attempts: 1}, "permission "+string(applied.Data))
				return s.finish(createdResult(applied))
			})
		},
	}
	addFieldFlags(a, cmd, fields)
	return cmd
}

func newRoamingUpdate(a *app) *cobra.Command {
	fields := joinperm.RoamingFields()
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
			targets, err := s.targetsGiven(cmd, args, 1)
			problems, isRefusal := asRefusedValues(err)
			if err != nil && !isRefusal {
				return err
			}
			given := fieldsGiven(cmd, fields)
			given[joinperm.ID().Param] = "0" // known once the name is looked up
			change, refusals := joinperm.NewRoamingChange(given)
			if err := s.refuseProblems(cmd, append(problems, refusalProblems(refusals)...), flagProblems); err != nil {
				return err
			}
			for _, text := range change.Warnings() {
				s.printer.Warn(text)
			}
			return s.doRented(cmd, targets, "update", func(id string) api.Call {
				change.ID = id
				return api.UpdateRoamingCall(change)
			})
		},
	}
	addRentedTargetFlags(a, cmd)
	addFieldFlags(a, cmd, fields)
	return cmd
}

func newRoamingSwitch(a *app, verb, summary string, enabled bool) *cobra.Command {
	cmd := &cobra.Command{
		Use:   verb + " ID",
		Short: summary,
		Long:  summary + " (UpdateRoamingJoinPermissionEnablingState). One that is so already stays so.",
		Example: `  linkwanctl joinperm roaming ` + verb + ` 401
  linkwanctl joinperm roaming ` + verb + ` 401 -o json`,
		RunE: func(cmd *cobra.Command, args []string) error {
			s, targets, err := a.openTargets(cmd, args, 1)
			if err != nil {
				return err
			}
			return s.doRented(cmd, targets, gerund(verb), func(id string) api.Call { return api.EnableRoamingCall(id, enabled) })
		},
	}
	addRentedTargetFlags(a, cmd)
	return cmd
}

// doRented does one thing, which may be done twice, to a rented permission.
func (s *session) doRented(cmd *cobra.Command, targets []target, verb string, call func(id string) api.Call) error {
	return s.withClient(func(client *api.Client) error {
		ids, err := s.resolveRented(cmd.Context(), client, targets)
		if err != nil {
			return err
		}
		answer, err := client.Do(cmd.Context(), call(ids[0]))
		if err != nil {
			return s.serviceFailure(err, rentedTask(verb, ids[0], true))
		}
		s.did(answer, "permission "+ids[0])
		return s.finish(doneResult(answer))
	})
}

// gerund is "enabling" of "enable".
func gerund(verb string) string { return verb[:len(verb)-1] + "ing" }
