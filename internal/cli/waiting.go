package cli

import (
	"linkwanctl/internal/api"
	"linkwanctl/internal/i18n"
)

// waiting shows what a call waits for on a terminal, nil for a command that shows nothing. A batch
// shows its progress instead.
func (s *session) waiting() func(api.Wait) (end func()) {
	if s.waits == nil {
		return nil
	}
	return func(w api.Wait) func() {
		if s.batch {
			return func() {}
		}
		return s.waits.Begin(w.Since, func(seconds int) i18n.Text { return s.waitText(w, seconds) })
	}
}

// waitText says what a call has waited for, and how long.
func (s *session) waitText(w api.Wait, seconds int) i18n.Text {
	switch {
	case w.For == api.WaitCredentials:
		return i18n.T("waiting for credentials, %d s…", seconds)
	case w.For == api.WaitQuota:
		return i18n.T("waiting for the quota, %d s… (%d requests per second, shared by all processes on this machine)", seconds, s.settings.QPS)
	case w.For == api.WaitRetry:
		return i18n.T("waiting to try again, %d s… (attempt %d of %d after %s)", seconds, w.Attempt, w.Of, w.After)
	case w.After != "":
		return i18n.T("waiting for Link WAN, %d s… (attempt %d of %d after %s)", seconds, w.Attempt, w.Of, w.After)
	}
	return i18n.T("waiting for Link WAN, %d s…", seconds)
}

// sandboxWaitText says what a command with --sandbox waits for before it can start its own.
func sandboxWaitText(seconds int) i18n.Text {
	return i18n.T("waiting for another command that uses the sandbox, %d s…", seconds)
}
