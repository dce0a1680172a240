package cli

import (
	"context"
	"errors"
	"strconv"
	"time"

	"linkwanctl/internal/api"
	"linkwanctl/internal/i18n"
	"linkwanctl/internal/joinperm"
)

// peekTime bounds the read before a change, which is only there for a warning.
const peekTime = 5 * time.Second

// peek reads a permission for a warning, in one attempt.
func (s *session) peek(ctx context.Context, client *api.Client, id string) (*joinperm.Owned, error) {
	live, err := api.Fetch[joinperm.Owned](ctx, client.ForBatch(1, min(peekTime, s.settings.Timeout)), api.OwnedCall(id, s.settings.IotInstanceID))
	if err != nil {
		return nil, err
	}
	s.remember(id, live.Data.Name())
	return &live.Data, nil
}

// warnEffects says what an update does to the nodes behind the permission. That costs a call, so it
// is done only where a person sees it: an update in a script stays one call.
func (s *session) warnEffects(ctx context.Context, client *api.Client, change joinperm.Change) {
	if !s.app.StderrIsTerminal || s.app.quiet || !change.AffectsNodes() {
		return
	}
	live, err := s.peek(ctx, client, change.ID)
	if err != nil { // the update does not depend on it
		return
	}
	for _, d := range change.Differences(&live.Listed) {
		if effect := d.Effect(string(live.NodesCnt)); !effect.Empty() {
			s.printer.Warn(i18n.T("%s: %s", s.named(change.ID), effect))
		}
	}
}

// mayDisable warns of the nodes behind the permissions that are to be disabled, and asks where a
// question can be asked. Where there are none, nothing is asked.
func (s *session) mayDisable(ctx context.Context, client *api.Client, ids []string) error {
	nodes, uncounted, asks := 0, false, s.cannotAsk().Empty()
	for i, id := range ids {
		if i == mostCounted {
			s.printer.Warn(i18n.T("the nodes of %d permissions were not counted", len(ids)-i))
			break
		}
		live, err := s.peek(ctx, client, id)
		switch {
		case err != nil && mayStillDisable(err):
			uncounted = true
			s.printer.Warn(i18n.T("%s: its nodes could not be counted: %s", s.named(id), codeOf(err)))
			continue
		case err != nil, live.Enabled == "false", nodeCount(live) == 0:
			continue
		}
		nodes += nodeCount(live)
		switch warning := nodesWarning(s.named(id), nodeCount(live)); {
		case !asks:
			s.printer.Warn(warning)
		case len(ids) > 1:
			s.printer.Note(warning)
		}
	}
	if nodes == 0 && !uncounted || !asks || ctx.Err() != nil { // the call says that it was interrupted
		return nil
	}
	question := i18n.T("Disable %s in %s?", s.named(ids[0]), s.where())
	if len(ids) > 1 {
		question = i18n.T("Disable %d permissions in %s?", len(ids), s.where())
	}
	return s.ask(withConsequence(question, len(ids), nodes))
}

// mayStillDisable reports whether a permission that cannot be read may be disabled all the same:
// the service did not answer that once, or the key has no right to read. For any other reason the
// change is refused too.
func mayStillDisable(err error) bool {
	var e *api.Error
	return mayPass(err) || errors.As(err, &e) && e.Needs.Action != ""
}

// nodesWarning is true before the permission is disabled, which may be refused, and afterwards.
func nodesWarning(permission i18n.Text, nodes int) i18n.Text {
	if nodes == 1 {
		return i18n.T("%s: its node cannot join while it is disabled", permission)
	}
	return i18n.T("%s: its %d nodes cannot join while it is disabled", permission, nodes)
}

// withConsequence adds a sentence on the nodes to a question about permissions.
func withConsequence(question i18n.Text, permissions, nodes int) i18n.Text {
	switch {
	case nodes == 0:
		return question
	case permissions == 1 && nodes == 1:
		return i18n.T("%s Its node can no longer join.", question)
	case permissions == 1:
		return i18n.T("%s Its %d nodes can no longer join.", question, nodes)
	case nodes == 1:
		return i18n.T("%s One node can no longer join.", question)
	}
	return i18n.T("%s Their %d nodes can no longer join.", question, nodes)
}

// nodeCount is how many nodes use a permission, 0 if the service did not say.
func nodeCount(p *joinperm.Owned) int {
	nodes, _ := strconv.Atoi(string(p.NodesCnt))
	return nodes
}
