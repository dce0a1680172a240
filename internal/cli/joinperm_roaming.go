package cli

import (
	"github.com/spf13/cobra"

	"linkwanctl/internal/api"
	"linkwanctl/internal/i18n"
)

func newJoinPermRoaming(a *app) *cobra.Command {
	return group("roaming", "Work with roaming permissions (泛在凭证)",
		`Work with roaming permissions (泛在凭证), which the account rents from the service. To list
them, run:

  linkwanctl joinperm list --rented --type ROAMING`,
		newRoamingApply(a), newRoamingUpdate(a),
		newRoamingSwitch(a, i18n.N("enable"), "Enable a roaming permission", true),
		newRoamingSwitch(a, i18n.N("disable"), "Disable a roaming permission", false))
}

// doRented makes a repeatable call on a rented permission.
func (s *session) doRented(cmd *cobra.Command, targets []target, verb string, done i18n.Text, call func(id string) api.Call) error {
	return s.withTargets(cmd.Context(), rentedList(), targets, func(client *api.Client, ids []string) error {
		answer, err := client.Do(cmd.Context(), call(ids[0]))
		return s.finishCall(answer, err, rentedTask(verb, done, ids[0], true))
	})
}
