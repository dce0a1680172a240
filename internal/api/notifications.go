package api

import (
	"strconv"

	"linkwanctl/internal/joinperm"
)

// The calls below are the actions on the notifications of the account.

// NotificationsCall reads up to limit notifications from an offset (ListNotifications); its data is
// a Page of joinperm.Notification.
func NotificationsCall(filter map[string]string, offset, limit int) Call {
	return Call{Action: "ListNotifications", Params: page(filter, "", offset, limit), Repeatable: true}
}

// CountNotificationsCall counts notifications (CountNotifications); its data is a joinperm.Count.
func CountNotificationsCall(filter map[string]string) Call {
	return Call{Action: "CountNotifications", Params: copied(filter), Repeatable: true}
}

// HandleNotificationsCall marks notifications as handled or unhandled
// (UpdateNotificationsHandleState).
func HandleNotificationsCall(ids []string, state string) Call {
	params := map[string]string{"TargetHandleState": state}
	for i, id := range ids {
		params[joinperm.NotificationID().Param+"."+strconv.Itoa(i+1)] = id
	}
	return Call{Action: "UpdateNotificationsHandleState", Params: params, Repeatable: true}
}
