package cli

import "github.com/spf13/cobra"

func newNotification(a *app) *cobra.Command {
	return group("notification", "List and resolve notifications",
		`List the events that Link WAN reports, such as gateways that went offline and offers of
join permissions, and mark them as handled.`,
		newNotificationList(a), newNotificationResolve(a))
}
