package cli

import (
	"context"
	"errors"

	"linkwanctl/internal/api"
	"linkwanctl/internal/i18n"
	"linkwanctl/internal/joinperm"
	"linkwanctl/internal/output"
)

// The parts of `joinperm describe` that are read beside the permission.

// describedBand reads a band and puts it into words. If it cannot be read, the words say why; only an
// interruption is an error.
func (s *session) describedBand(ctx context.Context, client *api.Client, id joinperm.Number) (*joinperm.Band, string, error) {
	if id == "" {
		return nil, dash(id), nil
	}
	got, err := api.Fetch[joinperm.Band](ctx, client, api.BandCall(string(id)))
	if err == nil {
		return &got.Data, s.say(got.Data.Describe()), nil
	}
	why, err := s.whyNotShown(ctx, err, i18n.N("band"))
	return nil, s.say(i18n.T("%s (frequencies not shown: %s)", joinperm.BandField().ShownValue(string(id)), why)), err
}

// describedNodes reads the node that joined last and puts it into words with the number of nodes, as
// describedBand does. One page is read, in case the service does not sort.
func (s *session) describedNodes(ctx context.Context, client *api.Client, p *joinperm.Owned) (*joinperm.Node, string, error) {
	switch p.NodesCnt {
	case "":
		return nil, dash(p.NodesCnt), nil
	case "0":
		return nil, s.say(i18n.T("none")), nil
	}
	got, err := api.Fetch[api.Page[joinperm.Node]](ctx, client, api.NodesCall(p.Key(), joinperm.NewestJoinFirst(), s.settings.IotInstanceID, 0, api.PageSize))
	if err != nil {
		why, err := s.whyNotShown(ctx, err, i18n.N("nodes"))
		return nil, s.say(i18n.T("%s (last join not shown: %s)", grouped(p.NodesCnt), why)), err
	}
	last := joinperm.LastJoined(got.Data.List)
	if last == nil {
		return nil, s.say(i18n.T("%s, none has joined", grouped(p.NodesCnt))), nil
	}
	return last, s.say(i18n.T("%s, last join %s", grouped(p.NodesCnt), s.since(last.LastJoinMillis))), nil
}

// whyNotShown says why a part is not shown; an interruption is a failure. Documents have a warning for it,
// since they lack the line that says it.
func (s *session) whyNotShown(ctx context.Context, err error, what string) (i18n.Text, error) {
	var failed *api.Error
	if ctx.Err() != nil || !errors.As(err, &failed) {
		return i18n.Text{}, s.serviceFailure(err, task{Verb: "request"})
	}
	why := reasonOf(failed)
	if s.app.query != "" || output.Form(s.settings.Output) != output.Table {
		s.printer.Warn(i18n.T("the %s could not be read: %s", i18n.Word(what), why))
	}
	return why, nil
}

// reasonOf is a service's failure in a clause.
func reasonOf(failed *api.Error) i18n.Text {
	if needs := failed.Needs.Text(); !needs.Empty() {
		return i18n.T("%s, which needs %s", failed.Code, needs)
	}
	return i18n.Raw(failed.Code)
}
