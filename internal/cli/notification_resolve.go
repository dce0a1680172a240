package cli

import (
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"linkwanctl/internal/api"
	"linkwanctl/internal/i18n"
	"linkwanctl/internal/joinperm"
	"linkwanctl/internal/text"
)

// mostNotifications is how many notifications one call marks.
const mostNotifications = 100

func newNotificationResolve(a *app) *cobra.Command {
	var given changeFlags
	var reopen bool
	cmd := &cobra.Command{
		Use:   "resolve ID…",
		Short: "Mark notifications as handled",
		Long: `Mark notifications as handled, or with --unhandled as unhandled again
(UpdateNotificationsHandleState). All are marked by one call. It is safe to run again.

The argument - reads IDs from standard input.`,
		Example: `  linkwanctl notification resolve 701 702
  linkwanctl notification list --handle-state UNHANDLED -o name | linkwanctl notification resolve -`,
		ValidArgsFunction: completeLiveArguments(a, "notifications", notificationList),
		RunE:              func(cmd *cobra.Command, args []string) error { return runResolve(a, cmd, args, reopen, given) },
	}
	cmd.Flags().BoolVar(&reopen, "unhandled", false, "mark them as unhandled")
	given.add(cmd, false)
	return cmd
}

func runResolve(a *app, cmd *cobra.Command, args []string, reopen bool, given changeFlags) error {
	s, err := a.openStrict(cmd)
	if err != nil {
		return err
	}
	if args, err = a.withStdin(args); err != nil {
		return s.own(asFailure(err))
	}
	ids, problems := notificationsGiven(cmd, args)
	if err := s.refuseProblems(cmd, problems, nil); err != nil {
		return err
	}
	c := change{
		task:     task{Verb: "resolve", Done: i18n.T("handled"), Subject: "notification", ID: strings.Join(ids, " "), Changes: true, Again: true, Look: "notification list"},
		call:     api.HandleNotificationsCall(ids, joinperm.Handled),
		document: doneDocument{NotificationIDs: ids},
	}
	if reopen {
		c.task.Done, c.call = i18n.T("unhandled"), api.HandleNotificationsCall(ids, joinperm.Unhandled)
	}
	return c.make(cmd.Context(), s, given)
}

// notificationsGiven checks the IDs of notifications, each once.
func notificationsGiven(cmd *cobra.Command, args []string) (ids []string, problems []text.Problem) {
	check := checkArgument(joinperm.NotificationID())
	for _, arg := range args {
		id, wrong := check(arg)
		problems = append(problems, wrong...)
		if !slices.Contains(ids, id) {
			ids = append(ids, id)
		}
	}
	switch {
	case len(args) == 0:
		problems = append(problems, missing("ID", i18n.T("pass the IDs of notifications")))
	case len(ids) > mostNotifications:
		problems = append(problems, text.Problem{Rule: i18n.T("%d notifications given; %s takes at most %d", len(ids), cmd.CommandPath(), mostNotifications)})
	}
	return ids, problems
}
