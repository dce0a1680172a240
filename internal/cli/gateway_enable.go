package cli

import (
	"github.com/spf13/cobra"

	"linkwanctl/internal/api"
	"linkwanctl/internal/i18n"
)

// newGatewaySwitch is `gateway enable` or `gateway disable`.
func newGatewaySwitch(a *app, enabled bool) *cobra.Command {
	verb, short, effect := "enable", "Enable a gateway", "It is safe to run again."
	if !enabled {
		verb, short = "disable", "Disable a gateway"
		effect = `Nodes that no other gateway hears lose their connection, so on a terminal you are asked
(not with --yes); a script is not. It is safe to run again.`
	}
	var given changeFlags
	gateway := gatewaySubject(a)
	cmd := &cobra.Command{
		Use: verb + " GWEUI", Short: short, Long: short + " (UpdateGatewayEnablingState).\n\n" + effect,
		Example: `  linkwanctl gateway ` + verb + ` d896e0ffff000001
  linkwanctl gateway ` + verb + ` d896e0ffff000001 --dry-run`,
		ValidArgsFunction: gateway.offers,
		RunE: func(cmd *cobra.Command, args []string) error {
			s, eui, err := a.openSubject(cmd, args, gateway)
			if err != nil {
				return err
			}
			c := change{
				call:     api.EnableGatewayCall(eui, s.settings.IotInstanceID, enabled),
				task:     task{Verb: "enable", Done: i18n.T("enabled"), Subject: gateway.subject, ID: eui, Changes: true, Again: true, Look: "gateway get " + eui},
				document: doneDocument{GwEUI: eui},
			}
			if !enabled {
				c.task.Verb, c.task.Done = i18n.N("disable"), i18n.T("disabled")
				c.question = func(place i18n.Text) i18n.Text {
					return i18n.T("Disable gateway %s in %s? Nodes that no other gateway hears lose their connection.", eui, place)
				}
			}
			return c.make(cmd.Context(), s, given)
		},
	}
	given.add(cmd, !enabled)
	return cmd
}
