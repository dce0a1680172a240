package cli

import (
	"github.com/spf13/cobra"

	"linkwanctl/internal/api"
	"linkwanctl/internal/joinperm"
	"linkwanctl/internal/output"
)

// notificationList is the list of the account's notifications.
func notificationList() list {
	return list{
		columns: []output.Column{
			columnOf(joinperm.NotificationID()), {Name: "NoticeMillis", Label: "time"}, {Name: "Category", Label: "category", Keep: true},
			{Name: "GatewayOfflineInfo.GwEui", Label: "gateway"}, {Name: "JoinPermissionAuthInfo.OrderId", Label: "order"},
			{Name: "HandleState", Label: "state", Keep: true}, {Name: "HandledMillis", Label: "handled", Wide: true},
		},
		shownBy: "notification list", filters: joinperm.NotificationFilters(),
		items: pagesOf(func(s *session, n *joinperm.Notification) []string {
			return []string{string(n.NotificationID), s.time(n.NoticeMillis), dash(n.Category), dash(n.Gateway()), dash(n.OrderID()), dash(n.HandleState), s.time(n.HandledMillis)}
		}),
		call:  func(q listQuery, offset, limit int) api.Call { return api.NotificationsCall(q.filter, offset, limit) },
		count: func(q listQuery) api.Call { return api.CountNotificationsCall(q.filter) },
	}
}

func newNotificationList(a *app) *cobra.Command {
	return listCommand{
		use:   "list",
		short: "List the notifications of the account",
		long: `List the notifications of the account (ListNotifications), or with --count show only
their number (CountNotifications).`,
		example: `  linkwanctl notification list --handle-state UNHANDLED
  linkwanctl notification list --category GATEWAY_OFFLINE --since 24h
  linkwanctl notification list --handle-state UNHANDLED --count`,
		list: notificationList(), sortBy: joinperm.SortNotificationsBy(), countHelp: "show only their number", timed: true,
	}.command(a)
}
