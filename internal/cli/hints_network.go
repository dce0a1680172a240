package cli

import "linkwanctl/internal/i18n"

// absentHint is for a gateway, node, node group or notification that does not exist, or that
// another account has. It is empty for anything else.
func (s *session) absentHint(code string, t task) i18n.Text {
	var list i18n.Text
	switch t.Subject {
	case "gateway":
		list = i18n.T("list the gateways:  %s", s.app.other("gateway list"))
	case "node group":
		list = i18n.T("list the node groups:  %s", s.app.other("nodegroup list"))
	case "notification":
		list = i18n.T("list the notifications:  %s", s.app.other("notification list"))
	case "node":
		list = i18n.T("list the nodes of a permission:  %s", s.app.other("joinperm nodes ID"))
	default:
		return list
	}
	switch code {
	case "JoinPermissionDoesNotExist":
		return i18n.T("list what this account rents:  %s", s.app.other("joinperm list --rented"))
	case "NonExistent", "NodeDoesNotExist", "NodeGroupDoesNotExist":
		return list
	case "NotResourceOwner":
		return i18n.T("it belongs to another account; see who you are:  %s", s.app.other("auth whoami"))
	}
	return i18n.Text{}
}
