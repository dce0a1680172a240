package emulator

import (
	"slices"
	"sort"
	"strconv"

	"linkwanctl/internal/joinperm"
)

// notification is one as ListNotifications shows it. No action makes or removes one: they are the
// same in every state file, but for their state.
type notification struct {
	account string

	NotificationID string `json:"NotificationId"`
	Category       string
	NoticeMillis   int64
	notificationChange
	GatewayOfflineInfo     *offlineInfo `json:",omitempty"`
	JoinPermissionAuthInfo *authInfo    `json:",omitempty"`
}

// notificationChange is what can change in a notification.
type notificationChange struct {
	HandleState   string
	HandledMillis joinperm.Number `json:",omitempty"`
}

type offlineInfo struct {
	GwEUI         string `json:"GwEui"`
	OfflineMillis int64
}

// authInfo is an order with some of its permission.
type authInfo struct {
	order
	JoinPermissionName joinperm.Text
	JoinEUI            joinperm.EUI `json:"JoinEui"`
}

const (
	paramNotification = "NotificationId"
	paramHandle       = "HandleState"
	handled           = "HANDLED"
	unhandled         = "UNHANDLED"
	sortByNotice      = "NOTICE_MILLIS"
	gatewayOffline    = "GATEWAY_OFFLINE"
	permissionOffered = "JOINPERMISSION_AUTH"
)

func notificationFilters() []parameter {
	return []parameter{{paramHandle, false, oneOf(handled, unhandled)}, {paramBegin, false, isInteger}, {paramEnd, false, isInteger}}
}

// repeated are the values of a parameter that is sent as Name.1, Name.2 and so on.
func (c *call) repeated(name string) []string {
	var values []string
	for n := 1; c.params[name+"."+strconv.Itoa(n)] != ""; n++ {
		values = append(values, c.params[name+"."+strconv.Itoa(n)])
	}
	return values
}

// live gives a notification as it is now.
func (n notification) live(t table) (notification, error) {
	err := changed(t, changedNotification, n.NotificationID, &n.notificationChange)
	return n, err
}

// notification is the one with an ID, if the call's account has it.
func (t table) notification(c *call, id string) (notification, error) {
	for _, n := range notifications() {
		switch {
		case n.NotificationID != id:
		case n.account != c.account:
			return notification{}, c.foreign()
		default:
			return n.live(t)
		}
	}
	return notification{}, refuse(codeNonExistent)
}

// getNotification is GetNotification.
func getNotification(s *Server, c *call) (any, error) {
	var n notification
	err := s.state.view(func(t table) error {
		var err error
		n, err = t.notification(c, c.params[paramNotification])
		return err
	})
	return n, err
}

// findNotifications gives the account's notifications, filtered.
func (s *Server) findNotifications(c *call) ([]notification, error) {
	var found []notification
	categories := c.repeated(paramCategory)
	within := func(millis int64) bool {
		begin, _ := strconv.ParseInt(c.params[paramBegin], 10, 64) // both were checked
		end, err := strconv.ParseInt(c.params[paramEnd], 10, 64)
		return millis >= begin && (err != nil || millis <= end)
	}
	err := s.state.view(func(t table) error {
		for _, n := range notifications() {
			live, err := n.live(t)
			if err != nil {
				return err
			}
			if state := c.params[paramHandle]; live.account == c.account && (state == "" || live.HandleState == state) &&
				(categories == nil || slices.Contains(categories, live.Category)) && within(live.NoticeMillis) {
				found = append(found, live)
			}
		}
		return nil
	})
	return found, err
}

// listNotifications is ListNotifications.
func listNotifications(s *Server, c *call) (any, error) {
	found, err := s.findNotifications(c)
	if c.params["SortingField"] == sortByNotice {
		sort.SliceStable(found, func(a, b int) bool { return found[a].NoticeMillis < found[b].NoticeMillis })
	}
	return pageOf(found, c.params), err
}

// countNotifications is CountNotifications.
func countNotifications(s *Server, c *call) (any, error) {
	found, err := s.findNotifications(c)
	return len(found), err
}

// handleNotifications is UpdateNotificationsHandleState: all of them or none.
func handleNotifications(s *Server, c *call) (any, error) {
	ids := c.repeated(paramNotification)
	if len(ids) == 0 {
		return nil, missing(paramNotification)
	}
	change := notificationChange{HandleState: c.params["TargetHandleState"]}
	if change.HandleState == handled {
		change.HandledMillis = joinperm.Number(strconv.FormatInt(c.now.UnixMilli(), 10))
	}
	return nil, s.state.update(func(t table) error {
		for _, id := range ids {
			if _, err := t.notification(c, id); err != nil {
				return err
			}
			if err := t.putChange(changedNotification, id, change); err != nil {
				return err
			}
		}
		return nil
	})
}
