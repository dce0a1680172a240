package api

import (
	"slices"
	"strconv"
	"strings"
	"testing"

	"linkwanctl/internal/joinperm"
)

// A denial tells what a policy has to allow for the very call that was refused.
func TestADenialNamesWhatToAllow(t *testing.T) {
	t.Parallel()
	const own, all = "acs:linkwan:*:*:owned-join-permission/123", "acs:linkwan:*:*:owned-join-permission/*"
	for _, code := range []string{"ForbiddenByRam", "UnqualifiedRamAccount", "NoPermission", "Forbidden.RAM"} {
		for _, c := range []struct {
			call      Call
			resources []string
		}{
			{UpdateCall(joinperm.Change{ID: "123"}), []string{own}},
			{OwnedCall("123", "iot-x"), []string{own}},
			{ListOwnedCall(nil, "", 0, 1), []string{all}},
			{CreateCall(creation(t)), []string{all}},
			{SubmitOrderCall("123", "r"), []string{"acs:linkwan:*:*:join-permission-auth-order/*", own}},
			{NodesCall("123", nil, "", 0, 1), []string{"acs:linkwan:*:*:node/*", own}},
			{OrderCall("9"), []string{"acs:linkwan:*:*:join-permission-auth-order/9"}},
			{BandCall("101"), []string{"acs:linkwan:*:*:freq-band-plan/101"}},
			{GatewayCall("d896e0ffff000001", ""), []string{"acs:linkwan:*:*:gateway/d896e0ffff000001"}},
			{HandleNotificationsCall([]string{"7", "8"}, "HANDLED"), []string{"acs:linkwan:*:*:event/7", "acs:linkwan:*:*:event/8"}},
			{HandleNotificationsCall(nil, "HANDLED"), []string{"acs:linkwan:*:*:event/*"}},
		} {
			_, err := play(t, nil, fails(code)).do(t, c.call)
			if err == nil || err.Needs.Action != "linkwan:"+c.call.Action || !slices.Equal(err.Needs.Resources, c.resources) || err.Kind() != KindDenied {
				t.Errorf("%s of %s: %+v", code, c.call.Action, err)
			}
		}
	}
	for _, code := range []string{"NonExistent", "NotResourceOwner", "ForbiddenByRiskControl", "InvalidAccessKeyId.NotFound"} {
		if _, err := play(t, nil, fails(code)).update(t); err == nil || err.Needs.Action != "" {
			t.Errorf("%s: %+v", code, err)
		}
	}
	if _, err := play(t, nil, fails("ForbiddenByRam")).do(t, Call{Action: "Unheard"}); err == nil || err.Needs.Action != "" {
		t.Errorf("an action of which nothing is known: %+v", err)
	}
	needs := Permission{Action: "linkwan:A", Resources: []string{"r", "s"}}
	if got := needs.String(); got != "linkwan:A on r and s" {
		t.Errorf("got %s", got)
	}
	for i := range 12 {
		needs = needs.With(Permission{Action: "linkwan:A", Resources: []string{"r", "s/" + strconv.Itoa(i)}})
	}
	if got := needs.String(); got != "linkwan:A on r and s and s/0 and s/1 and s/2 and s/3 and s/4 and s/5 and s/6 and s/7 and 4 more like them" {
		t.Errorf("got %s", got)
	}
}

func TestEveryActionHasItsPermission(t *testing.T) {
	t.Parallel()
	lines := strings.Fields(strings.ReplaceAll(ramTable, "\n", " ; "))
	if count := strings.Count(ramTable, "\n"); count != 82 || len(lines) < 2*82 {
		t.Errorf("%d actions", count)
	}
	for line := range strings.Lines(ramTable) {
		action, _, _ := strings.Cut(line, " ")
		p := PermissionFor(Call{Action: action})
		if p.Action != "linkwan:"+action || len(p.Resources) == 0 {
			t.Errorf("%s: %+v", action, p)
		}
		for _, resource := range p.Resources {
			if !strings.HasPrefix(resource, "acs:linkwan:*:*:") || strings.ContainsAny(resource, "{} ") {
				t.Errorf("%s: %s", action, resource)
			}
		}
	}
	for _, call := range []Call{
		UpdateCall(joinperm.Change{ID: "7"}), CreateCall(creation(t)), DeleteCall("7", ""), EnableCall("7", "", true), OwnedCall("7", ""), ListOwnedCall(nil, "", 0, 1),
		CountOwnedCall(nil), NodesCall("7", nil, "", 0, 1), CountNodesCall("7", nil), RentedCall("7"), ListRentedCall(nil, "", 0, 1), CountRentedCall(nil),
		ReturnCall("7", "LOCAL"), SubmitOrderCall("7", "r"), OrderCall("7"), OrderStepCall(Cancel, "7"), OrderStepCall(Accept, "7"), OrderStepCall(Reject, "7"),
		ApplyRoamingCall(creation(t)), UpdateRoamingCall(joinperm.Change{ID: "7"}), EnableRoamingCall("7", true), BandsCall(), BandCall("7"),
	} {
		p := PermissionFor(call)
		named := strings.Contains(p.String(), "/7")
		if p.Action == "" || named != slices.Contains([]string{call.Params["JoinPermissionId"], call.Params["OrderId"], call.Params["GroupId"]}, "7") {
			t.Errorf("%s: %s", call.Action, p)
		}
	}
}
