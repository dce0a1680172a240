//go:build unix

package main

import (
	"net/http"
	"testing"
	"time"

	"linkwanctl/internal/joinperm"
)

// TestCreationFaults takes the patience of an attempt: a creation is never sent twice blindly.
// Where its answer is lost, the name is looked for first.
func TestCreationFaults(t *testing.T) {
	t.Parallel()
	testCommands(t, creationFaults(), command{
		args:   []string{"create", "--name", newName, "--class-mode", "A", "--freq-band-plan-group-id", "101"},
		action: creating, after: (*faultyService).ofNewName,
	})
}

const (
	newName  = "depot_07"
	creating = "CreateLocalJoinPermission"
	noneMade = "no permission"
	oneMade  = "the permission, once"
)

// ofNewName counts the permissions that have the new one's name.
func (s *faultyService) ofNewName() string {
	s.t.Helper()
	found := 0
	err := s.client().EachOwned(s.t.Context(), nil, "", func(p *joinperm.Listed) error {
		if p.JoinPermissionName == newName {
			found++
		}
		return nil
	})
	switch {
	case err != nil:
		s.t.Fatal(err)
	case found == 0:
		return noneMade
	case found == 1:
		return oneMade
	}
	return "the permission more than once"
}

func creationFaults() []fault {
	two := []string{"--max-attempts", "2"}
	wait := []string{"--attempt-timeout", patience}
	const look, taken = "check whether it was carried out", "a permission with this name now exists: it is taken as the result"
	made := func(e end) end { e.after = oneMade; return e }
	none := func(e end) end { e.after = noneMade; return e }
	before := func(_ *faultyService, w http.ResponseWriter, _ *http.Request) { reset(hijacked(w)) }
	after := carriedOut(func(w http.ResponseWriter, _ *http.Request, _ int, _ []byte) { reset(hijacked(w)) })
	unanswered := carriedOut(func(_ http.ResponseWriter, r *http.Request, _ int, _ []byte) { <-r.Context().Done() })
	internal := instead(400, document("InternalError"))
	internalAfter := carriedOut(func(w http.ResponseWriter, r *http.Request, _ int, _ []byte) { internal(nil, w, r) })
	proxy := instead(502, page, "Content-Type", "text/html")
	throttled := instead(400, document("Throttling.User"))
	return []fault{
		{name: "create-refused", world: at("http://127.0.0.1:1"), flags: two, want: none(unsent("ConnectionFailed", 2, "connection refused", "check the network"))},
		{name: "create-reset-before-once", serve: before, action: creating, times: 1, want: made(done(2))},
		{name: "create-reset-before", serve: before, action: creating, flags: two, want: none(lost("ConnectionLost", 2, "", "closed before the response", look))},
		{name: "create-reset-after", serve: after, action: creating, want: made(warned(1, taken))},
		{name: "create-reset-after-clock-fast", world: world{clock: -10 * time.Minute}, serve: after, action: creating, want: made(warned(1, taken))},
		{name: "create-reset-after-clock-slow", world: world{clock: 10 * time.Minute}, serve: after, action: creating, want: made(warned(1, taken))},
		{name: "create-reset-after-and-no-look", serve: after, flags: two, want: made(lost("ConnectionLost", 1, "", "closed before the response", look))},
		{name: "create-slow-header", serve: unanswered, action: creating, flags: wait, want: made(warned(1, taken))},
		{name: "create-empty", serve: replaced(""), action: creating, want: made(warned(1, taken))},
		{name: "create-502-once", serve: proxy, action: creating, times: 1, want: made(done(2))},
		{name: "create-502", serve: proxy, action: creating, flags: two, want: none(later("InvalidAnswer", 2, "unknown", "HTML page", look))},
		{name: "create-internal-after", serve: internalAfter, action: creating, want: made(warned(1, taken))},
		{name: "create-throttled-once", serve: throttled, action: creating, times: 1, want: made(done(2))},
		{name: "create-throttled", serve: throttled, action: creating, flags: two, want: none(later("Throttling.User", 2, "refused", "The gateway says", "others use"))},
		{name: "create-nonce", serve: instead(400, document("SignatureNonceUsed")), action: creating, want: none(refused(4, "SignatureNonceUsed", 1, "The gateway says", "sends requests twice"))},
		{name: "create-clock-slow", world: world{clock: 20 * time.Minute}, want: made(warned(2, " slow; requests are signed with the service's time"))},
		{name: "create-redirect-302-other", serve: redirect(302, true), action: creating, want: none(lost("InvalidAnswer", 1, "", "a redirect to another address", "answers in its place"))},
	}
}
