package api

import (
	"net/http"
	"strconv"
	"testing"
	"time"

	"linkwanctl/internal/joinperm"
)

// laterPairs are the pairs of the reference's page of error codes, a later code and the one that is
// sent today.
func laterPairs() map[string]string {
	return map[string]string{
		"IllegalName": "InvalidName", "IllegalParameter": "InvalidParameter", "Nonexistent": "NonExistent", "UnqualifiedRamAccount": "ForbiddenByRam",
		"UnqualifiedAccount": "CloudProductNotActivated", "UnactivatedFeature": "FeatureNotActivated", "LockedResource": "ResourceLocked",
		"InvalidFrequencyBandPlan": "InvalidFreqBandPlan", "DuplicatedJoinPermissionName": "JoinPermissionNameDuplicated",
		"ReachedLocalJoinPermissionLimit": "ExceedLocalJoinPermissionLimit", "AuthorizedJoinPermission": "JoinPermissionAlreadyAuthorized",
		"DuplicatedGwEui": "GwEuiDuplicated", "InvalidGwEui": "GatewayTupleAlreadyAbandoned", "FrequentInvalidPinCode": "TooManyPinCodeVerificationFailures",
		"OwnedByOther": "GatewayAlreadyBoundToOthers", "ReachedGatewayLimit": "ExceedGatewayLimit",
	}
}

// The client decides alike on both codes of a pair, and shows the one that came.
func TestLaterCodesDecideLikeTodays(t *testing.T) {
	t.Parallel()
	if len(laterPairs()) != 16 {
		t.Fatal("the page has sixteen pairs")
	}
	for later, today := range laterPairs() {
		for _, status := range []int{http.StatusOK, http.StatusBadRequest, http.StatusTooManyRequests, http.StatusInternalServerError, http.StatusServiceUnavailable} {
			if got, want := classify(status, later), classify(status, today); got != want {
				t.Errorf("%s with status %d: class %d, want that of %s, %d", later, status, got, today, want)
			}
		}
		got, want := (&Error{Code: later, HTTPStatus: 400}).Kind(), (&Error{Code: today, HTTPStatus: 400}).Kind()
		if got != want {
			t.Errorf("%s: kind %d, want that of %s, %d", later, got, today, want)
		}
		_, err := play(t, nil, fails(later)).update(t)
		if err == nil || err.Code != later || err.CurrentCode() != today {
			t.Errorf("%s: shown as %+v", later, err)
		}
		if err := (&Error{Code: today}); err.CurrentCode() != today {
			t.Errorf("%s is taken for %s", today, err.CurrentCode())
		}
	}
}

// Lost answers are recognised by the later codes too.
func TestLaterCodesTellOfLostAnswers(t *testing.T) {
	t.Parallel()
	taken, gone := fails("DuplicatedJoinPermissionName"), fails("Nonexistent")
	held := answers(200, `{"RequestId":"G","Success":true,"Data":{"JoinPermissionId":"123","JoinPermissionName":"凭证9","RxDelay":2}}`)
	if answer, err := play(t, nil, drops, taken, held).Update(t.Context(), renamed(t)); err != nil || answer.Attempts != 2 {
		t.Errorf("update: %+v, %v", answer, err)
	}
	if answer, err := play(t, nil, drops, gone).Delete(t.Context(), "1", ""); err != nil || answer.Attempts != 2 {
		t.Errorf("deletion: %+v, %v", answer, err)
	}
	creation, refusals := joinperm.NewCreation(map[string]string{"JoinPermissionName": "凭证9", "FreqBandPlanGroupId": "101", "ClassMode": "A"})
	if len(refusals) > 0 {
		t.Fatal(refusals)
	}
	// The first attempt is lost and not found, since its creation comes late; the second one is
	// told that the name is taken, and then it is found.
	now := time.Now()
	found := answers(200, `{"RequestId":"F","Success":true,"Data":{"TotalCount":1,"List":[{"JoinPermissionId":"7","JoinPermissionName":"凭证9"}]}}`)
	made := answers(200, `{"RequestId":"G","Success":true,"Data":{"JoinPermissionId":"7","JoinPermissionName":"凭证9","FreqBandPlanGroupId":101,"ClassMode":"A","AuthState":"NEW","CreateMillis":`+strconv.FormatInt(now.UnixMilli(), 10)+`}}`)
	set := func(o *Options) { o.Now = func() time.Time { return now } }
	if got, err := play(t, set, drops, listed(0), taken, found, made).Create(t.Context(), creation); err != nil || got.Data != "7" {
		t.Errorf("creation: %+v, %v", got, err)
	}
}
