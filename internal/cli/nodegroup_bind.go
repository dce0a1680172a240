package cli

import (
	"github.com/spf13/cobra"

	"linkwanctl/internal/api"
	"linkwanctl/internal/i18n"
	"linkwanctl/internal/text"
)

func newNodeGroupBind(a *app) *cobra.Command {
	return newBinding(a, binding{
		verb: i18n.N("bind"), short: "Bind a node group to a rented join permission", action: "BindJoinPermissionToNodeGroup",
		note: "A group has at most one permission, and a permission one group.",
		call: api.BindCall, done: func(permission i18n.Text) i18n.Text { return i18n.T("bound to %s", permission) },
	})
}

func newNodeGroupUnbind(a *app) *cobra.Command {
	return newBinding(a, binding{
		verb: i18n.N("unbind"), short: "Unbind a node group from its join permission", action: "UnbindJoinPermissionFromNodeGroup",
		note: "The nodes of the group can no longer join, so on a terminal you are asked (not with\n--yes); a script is not.",
		call: api.UnbindCall, done: func(permission i18n.Text) i18n.Text { return i18n.T("unbound from %s", permission) }, asks: true,
	})
}

// binding declares `nodegroup bind` or `nodegroup unbind`.
type binding struct {
	verb, short, action, note string
	call                      func(groupID, id string) api.Call
	done                      func(permission i18n.Text) i18n.Text
	asks                      bool
}

func newBinding(a *app, b binding) *cobra.Command {
	var given changeFlags
	cmd := &cobra.Command{
		Use: b.verb + " GROUP ID", Short: b.short, Long: b.short + " (" + b.action + ").\n\n" + b.note,
		Example: `  linkwanctl nodegroup ` + b.verb + ` 602 401
  linkwanctl nodegroup ` + b.verb + ` 602 --name-is 泛在凭证`,
		RunE: func(cmd *cobra.Command, args []string) error { return b.run(a, cmd, args, given) },
	}
	addRentedTargetFlags(a, cmd)
	groups, permissions := nodeGroupSubject(a).offers, cmd.ValidArgsFunction
	cmd.ValidArgsFunction = func(cmd *cobra.Command, args []string, word string) ([]cobra.Completion, cobra.ShellCompDirective) {
		if len(args) == 0 {
			return groups(cmd, args, word)
		}
		return permissions(cmd, args[1:], word)
	}
	given.add(cmd, b.asks)
	return cmd
}

func (b binding) run(a *app, cmd *cobra.Command, args []string, given changeFlags) error {
	s, err := a.openStrict(cmd)
	if err != nil {
		return err
	}
	var groupID string
	var problems []text.Problem
	if len(args) == 0 {
		problems = []text.Problem{missing("GROUP", i18n.T("pass a node group's ID, then a permission"))}
	} else {
		groupID, problems = nodeGroupSubject(a).check(args[0])
		args = args[1:]
	}
	targets, wrong := targetsGiven(cmd, args, 1)
	if err := s.refuseProblems(cmd, append(problems, wrong...), nil); err != nil {
		return err
	}
	if given.dryRun {
		return s.preview(cmd.Context(), rentedList(), targets, func(id string) api.Call { return b.call(groupID, id) })
	}
	return s.withTargets(cmd.Context(), rentedList(), targets, func(client *api.Client, ids []string) error {
		return b.change(s, groupID, ids[0]).send(cmd.Context(), s, client, given)
	})
}

func (b binding) change(s *session, groupID, id string) change {
	c := change{
		call:     b.call(groupID, id),
		task:     task{Verb: b.verb, Done: b.done(s.named(id)), Subject: "node group", ID: groupID, Changes: true, Look: "nodegroup get " + shellWord(groupID)},
		document: doneDocument{NodeGroupID: groupID, JoinPermissionID: id},
	}
	if b.asks {
		c.question = func(place i18n.Text) i18n.Text {
			return i18n.T("Unbind node group %s from %s in %s? Its nodes can no longer join.", groupID, s.named(id), place)
		}
	}
	return c
}
