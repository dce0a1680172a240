package cli

import (
	"linkwanctl/internal/history"
	"linkwanctl/internal/i18n"
)

// whereOf is the destination of a run in a sentence, as session.where has it.
func whereOf(h *history.Header) i18n.Text {
	parts := []i18n.Text{i18n.Raw(h.Endpoint)}
	switch h.Endpoint {
	case "sandbox":
		parts[0] = i18n.T("the sandbox")
	case regionalEndpoint(h.Region).String():
		parts[0] = i18n.Raw(h.Region)
	}
	if h.InstanceID != "" {
		parts = append(parts, i18n.T("instance %s", h.InstanceID))
	}
	switch {
	case h.Context != "":
		parts = append(parts, i18n.T("context %s", h.Context))
	case h.Profile != "":
		parts = append(parts, i18n.T("profile %s", h.Profile))
	}
	return i18n.Join(i18n.N(", "), parts...)
}

func stateWord(state history.State) i18n.Text {
	switch state {
	case history.Running:
		return i18n.T("running")
	case history.Stopped:
		return i18n.T("stopped")
	case history.Killed:
		return i18n.T("killed")
	default:
		return i18n.T("ended")
	}
}

func revertedWord(reverted history.Reverted) i18n.Text {
	switch reverted {
	case history.RevertedAll:
		return i18n.T("yes")
	case history.RevertedPart:
		return i18n.T("partly")
	default:
		return i18n.T("no")
	}
}
