package cli

import (
	"fmt"
	"strconv"
	"time"

	"linkwanctl/internal/i18n"
	"linkwanctl/internal/joinperm"
)

// The values of `joinperm describe` in words.

// radioLines are the lines of what an update can set.
func (s *session) radioLines(p *joinperm.Listed, band string) [][2]string {
	eui := string(p.JoinEUI)
	return [][2]string{
		{i18n.N("class"), dash(p.ClassMode)}, {i18n.N("band"), band}, {i18n.N("receive delay"), s.say(shownAs("RxDelay", p))},
		{i18n.N("data rate"), s.say(shownAs("DataRate", p))}, {"JoinEUI", dash(eui)},
	}
}

// shownAs is a field's value for people, by the API's name of the field.
func shownAs(param string, p *joinperm.Listed) i18n.Text {
	for _, f := range joinperm.Fields() {
		if f.Param == param {
			return f.Shown(p)
		}
	}
	return i18n.Text{}
}

// sharing says whom a permission is authorised to.
func sharing(p *joinperm.Listed) i18n.Text {
	switch {
	case p.AuthState == joinperm.AuthNew:
		return i18n.T("not shared")
	case p.AuthState == joinperm.AuthApplying && p.RenterAliyunID != "":
		return i18n.T("offered to %s", p.RenterAliyunID)
	case p.AuthState == joinperm.AuthAccepted && p.RenterAliyunID != "":
		return i18n.T("shared with %s", p.RenterAliyunID)
	}
	return i18n.Raw(dash(p.AuthState))
}

func nodeGroup(p *joinperm.Rented) string {
	switch {
	case p.BoundNodeGroupID == "" && p.BoundNodeGroupName == "":
		return ""
	case p.BoundNodeGroupID == "":
		return string(p.BoundNodeGroupName)
	}
	return fmt.Sprintf("%s (%s)", dash(p.BoundNodeGroupName), p.BoundNodeGroupID)
}

// traffic is the number of frames of today and of this month, "" if the service sent neither.
func traffic(today, month joinperm.Number) i18n.Text {
	if today == "" && month == "" {
		return i18n.Text{}
	}
	return i18n.T("%s today, %s this month", grouped(today), grouped(month))
}

func multicast(p *joinperm.Owned) i18n.Text {
	if p.MulticastEnabled != "true" {
		return i18n.Text{}
	}
	return i18n.T("%s of %s nodes", grouped(p.MulticastNodeCount), grouped(p.MulticastNodeCapacity))
}

// grouped shows a number with commas between its thousands.
func grouped(n joinperm.Number) string {
	digits := dash(n)
	if _, err := strconv.ParseUint(string(n), 10, 64); err != nil {
		return digits
	}
	for i := len(digits) - 3; i > 0; i -= 3 {
		digits = digits[:i] + "," + digits[i:]
	}
	return digits
}

// since shows the API's milliseconds as session.time does, on a terminal with how long ago that is.
func (s *session) since(millis joinperm.Number) string {
	n, err := strconv.ParseInt(string(millis), 10, 64)
	if err != nil || n == 0 || !s.app.StdoutIsTerminal {
		return s.time(millis)
	}
	if ago := agoWords(s.app.Now().Sub(time.UnixMilli(n))); !ago.Empty() {
		return fmt.Sprintf("%s (%s)", s.time(millis), s.say(ago))
	}
	return s.time(millis)
}

// agoWords says how long ago something was, "" for more than a month or for the future.
func agoWords(d time.Duration) i18n.Text {
	const day, month = 24 * time.Hour, 30 * 24 * time.Hour
	minutes, hours, days := int(d/time.Minute), int(d/time.Hour), int(d/day)
	switch {
	case d < 0 || d > month:
		return i18n.Text{}
	case minutes == 0:
		return i18n.T("just now")
	case minutes == 1:
		return i18n.T("1 minute ago")
	case hours == 0:
		return i18n.T("%d minutes ago", minutes)
	case hours == 1:
		return i18n.T("1 hour ago")
	case days == 0:
		return i18n.T("%d hours ago", hours)
	case days == 1:
		return i18n.T("1 day ago")
	}
	return i18n.T("%d days ago", days)
}
