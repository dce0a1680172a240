package joinperm

import (
	"strings"

	"linkwanctl/internal/validate"
)

// Notification is an event that the service reports, as ListNotifications and GetNotification
// return it.
type Notification struct {
	NotificationID Text        `json:"NotificationId"`
	Category       Text        `json:"Category"`
	HandleState    Text        `json:"HandleState"`
	NoticeMillis   Number      `json:"NoticeMillis"`
	HandledMillis  Number      `json:"HandledMillis"`
	Offline        *GwOffline  `json:"GatewayOfflineInfo,omitempty"`
	FlowLimit      *GwDataflow `json:"GatewayDataflowLimit,omitempty"`
	Order          *AuthInfo   `json:"JoinPermissionAuthInfo,omitempty"`
}

// GwOffline is the gateway that went offline.
type GwOffline struct {
	GwEUI         EUI    `json:"GwEui"`
	OfflineMillis Number `json:"OfflineMillis"`
}

// GwDataflow is the gateway that reached its limit of traffic.
type GwDataflow struct {
	GwEUI               EUI    `json:"GwEui"`
	AlarmDetail         Text   `json:"AlarmDetail"`
	DataflowLimitMillis Number `json:"DataflowLimitMillis"`
}

// AuthInfo is the order that something happened to, and its permission.
type AuthInfo struct {
	Order
	JoinPermissionName Text `json:"JoinPermissionName"`
	JoinEUI            EUI  `json:"JoinEui"`
}

// Key is the notification's ID.
func (n *Notification) Key() string { return string(n.NotificationID) }

// Name is the category.
func (n *Notification) Name() string { return string(n.Category) }

// Gateway is the EUI of the gateway that the notification is about, "" for none.
func (n *Notification) Gateway() EUI {
	switch {
	case n.Offline != nil:
		return n.Offline.GwEUI
	case n.FlowLimit != nil:
		return n.FlowLimit.GwEUI
	}
	return ""
}

// OrderID is the order that the notification is about, "" for none.
func (n *Notification) OrderID() Text {
	if n.Order == nil {
		return ""
	}
	return n.Order.OrderID
}

// The states of a notification.
const (
	Handled   = "HANDLED"
	Unhandled = "UNHANDLED"
)

func handleStates() []string { return []string{Unhandled, Handled} }

// notificationCategories are those that the reference page of GetNotification names.
func notificationCategories() []string { return []string{"GATEWAY_OFFLINE", "JOINPERMISSION_AUTH"} }

// NotificationID is the field that names a notification.
func NotificationID() Field {
	return Field{
		Flag: "notification-id", Param: "NotificationId", Label: "ID", Example: "701", Rule: validate.NotificationID,
		Help: "ID of the notification",
	}
}

// NotificationFilters are the parameters that narrow ListNotifications and CountNotifications. The
// service has more categories than its pages name, so that any is taken.
func NotificationFilters() []Field {
	return []Field{
		{
			Flag: "handle-state", Param: "HandleState", Label: "state", Example: Unhandled, Rule: oneOf(handleStates()), Values: handleStates,
			Help: "state: UNHANDLED or HANDLED",
		},
		{
			Flag: "category", Param: "Category.1", Label: "category", Example: "GATEWAY_OFFLINE", Values: notificationCategories,
			Rule: func(value string) (string, error) { return validate.Identifier(strings.ToUpper(value)) },
			Help: "category, such as GATEWAY_OFFLINE or JOINPERMISSION_AUTH",
		},
	}
}

// SortNotificationsBy is the parameter that orders notifications.
func SortNotificationsBy() Field { return sortBy("NOTICE_MILLIS", "time of the event") }
