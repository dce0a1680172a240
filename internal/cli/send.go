package cli

import (
	"encoding/hex"
	"strconv"

	"github.com/spf13/cobra"

	"linkwanctl/internal/api"
	"linkwanctl/internal/i18n"
	"linkwanctl/internal/joinperm"
	"linkwanctl/internal/text"
)

// sendFlags are the flags of `send` beside those of the fields.
type sendFlags struct {
	changeFlags
	confirmed, cleanUp bool
}

func newSend(a *app) *cobra.Command {
	var given sendFlags
	node := nodeSubject()
	cmd := &cobra.Command{
		Use:   "send DEVEUI --f-port PORT --hex PAYLOAD",
		Short: "Send a downlink command to a node",
		Long: `Send a downlink command to a node (SendUnicastCommand). A class A node receives it after
its next uplink. A command is never sent twice on its own: if the outcome is unknown,
see linkwanctl node packets.

On a terminal you are asked (not with --yes); a script is not.`,
		Example: `  linkwanctl send feed00007b000001 --f-port 10 --hex 0a1b2c
  linkwanctl send feed00007b000001 --f-port 10 --base64 Chss --confirmed --yes`,
		ValidArgsFunction: node.offers,
		RunE:              func(cmd *cobra.Command, args []string) error { return runSend(a, cmd, args, node, given) },
	}
	cmd.Flags().SortFlags = false
	filterFlags(cmd, append(payloadFields(), joinperm.DownlinkFields()...)...)
	cmd.Flags().BoolVar(&given.confirmed, "confirmed", false, "ask the node to confirm it")
	cmd.Flags().BoolVar(&given.cleanUp, "clean-up", false, "first discard the commands that still wait for the node")
	given.add(cmd, true)
	return cmd
}

func payloadFields() []joinperm.Field {
	return []joinperm.Field{joinperm.HexPayload(), joinperm.Base64Payload()}
}

func runSend(a *app, cmd *cobra.Command, args []string, node subject, given sendFlags) error {
	if err := countArgs(cmd, args, i18n.Word(node.argument), 1); err != nil {
		return err
	}
	s, err := a.openStrict(cmd)
	if err != nil {
		return err
	}
	eui, problems := node.check(args[0])
	downlink, wrong := downlinkGiven(cmd)
	if err := s.refuseProblems(cmd, append(problems, wrong...), nil); err != nil {
		return err
	}
	if given.confirmed {
		downlink["Confirmed"] = strconv.FormatBool(true)
	}
	if given.cleanUp {
		downlink["CleanUp"] = strconv.FormatBool(true)
	}
	size, port := hex.DecodedLen(len(downlink[joinperm.HexPayload().Param])), downlink[joinperm.DownlinkPort().Param]
	c := change{
		call:     api.SendCall(eui, s.settings.IotInstanceID, downlink),
		task:     task{Verb: "send", Done: sentText(size, port), Subject: node.subject, ID: eui, Changes: true, Look: "node packets " + eui + " --category downlink"},
		document: doneDocument{DevEUI: eui},
		question: func(place i18n.Text) i18n.Text {
			if size == 1 {
				return i18n.T("Send 1 byte to port %s of node %s in %s?", port, eui, place)
			}
			return i18n.T("Send %d bytes to port %s of node %s in %s?", size, port, eui, place)
		},
	}
	return c.make(cmd.Context(), s, given.changeFlags)
}

func sentText(size int, port string) i18n.Text {
	if size == 1 {
		return i18n.T("1 byte sent to port %s", port)
	}
	return i18n.T("%d bytes sent to port %s", size, port)
}

// downlinkGiven reads the command from the flags: a port and one payload.
func downlinkGiven(cmd *cobra.Command) (map[string]string, []text.Problem) {
	downlink, problems := filterGiven(cmd, joinperm.DownlinkFields(), nil)
	if port := joinperm.DownlinkPort(); !cmd.Flags().Changed(port.Flag) {
		problems = append(problems, missing("--"+port.Flag, i18n.T("pass the port of the application on the node")))
	}
	var payloads []joinperm.Field
	for _, f := range payloadFields() {
		if cmd.Flags().Changed(f.Flag) {
			payloads = append(payloads, f)
		}
	}
	switch len(payloads) {
	case 0:
		problems = append(problems, missing("--"+joinperm.HexPayload().Flag, i18n.T("pass the payload, or --base64")))
	case 1:
		payload, wrong := filterGiven(cmd, payloads, nil)
		problems = append(problems, wrong...)
		downlink[payloads[0].Param] = payload[payloads[0].Param]
	default:
		problems = append(problems, text.Problem{Where: "--" + joinperm.Base64Payload().Flag, Rule: i18n.T("cannot be used with --hex")})
	}
	return downlink, problems
}
