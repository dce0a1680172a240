package api

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"linkwanctl/internal/joinperm"
	"linkwanctl/internal/secret"
	"linkwanctl/internal/sleep"
)

func TestRetryFollowsTheTable(t *testing.T) {
	t.Parallel()
	ok := answers(200, success)
	another := time.Now().Add(-20 * time.Minute).UTC().Format(http.TimeFormat)
	for name, first := range map[string]step{
		"throttled":              fails("Throttling"),
		"throttled by kind":      fails("Throttling.User"),
		"throttled by rejection": fails("Rejected.Throttling"),
		"429 without a body":     answers(429, ""),
		"unavailable":            fails("ServiceUnavailable"),
		"502 HTML":               answers(502, "<html>", "Content-Type", "text/html"),
		"503 empty":              answers(503, ""),
		"504 empty":              answers(504, ""),
		"500 empty":              answers(500, ""),
		"408 empty":              answers(408, ""),
		"internal error":         fails("InternalError"),
		"connection dropped":     drops,
		"answer cut off":         cuts,
		"empty answer":           answers(200, ""),
		"half JSON":              answers(200, `{"RequestId":"R","Succ`),
		"success not told":       answers(200, `{"RequestId":"R"}`),
		"HTML for a success":     answers(200, "<!DOCTYPE html><html></html>"),
		"clock expired":          fails("InvalidTimeStamp.Expired", "Date", another),
		"clock illegal":          fails("IllegalTimestamp", "Date", another),
		"nonce used":             fails("SignatureNonceUsed"),
		"token expired":          fails("InvalidSecurityToken.Expired"),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := play(t, nil, first, ok)
			answer, err := r.update(t)
			if err != nil || answer.Attempts != 2 {
				t.Fatalf("got %+v, %v", answer, err)
			}
			nonces := []string{r.requests[0].Header.Get("X-Acs-Signature-Nonce"), r.requests[1].Header.Get("X-Acs-Signature-Nonce")}
			if nonces[0] == nonces[1] || len(nonces[0]) != 32 {
				t.Errorf("the nonces are %v", nonces)
			}
			if want := []bool{false, name == "token expired"}; !slices.Equal(r.refresh, want) {
				t.Errorf("credentials were asked to refresh %v, want %v", r.refresh, want)
			}
		})
	}
}

func TestFinalAnswersAreNotRetried(t *testing.T) {
	t.Parallel()
	for code, kind := range map[string]Kind{
		"ForbiddenByRam": KindDenied, "ForbiddenByRiskControl": KindDenied, "NonExistent": KindMissing, "CloudProductNotActivated": KindRefused,
		"FeatureNotActivated": KindRefused, "JoinPermissionAlreadyAuthorized": KindRefused, "NotResourceOwner": KindDenied,
		"JoinPermissionNameDuplicated": KindRefused, "InvalidName": KindRefused, "InvalidFreqBandPlan": KindRefused,
		"InvalidAccessKeyId.NotFound": KindDenied, "SignatureDoesNotMatch": KindDenied, "IncompleteSignature": KindRefused, "MissingJoinPermissionId": KindRefused,
		"InvalidApi.NotFound": KindRefused, "NoPermission": KindDenied, "NodeDoesNotExist": KindMissing, "InvalidSecurityToken.Malformed": KindDenied, "SomethingNew": KindRefused,
	} {
		_, err := play(t, nil, fails(code)).update(t)
		if err == nil || err.Code != code || err.Kind() != kind || err.Outcome != Refused || err.Attempts != 1 || err.RequestID != "R-1" || err.HTTPStatus != 400 {
			t.Errorf("%s: %+v of kind %v, want kind %v", code, err, err.Kind(), kind)
		}
	}
}

func TestAttemptsEnd(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		step    step
		code    string
		kind    Kind
		outcome Outcome
	}{
		"throttled":   {fails("Throttling.User"), "Throttling.User", KindUnavailable, Refused},
		"unavailable": {fails("ServiceUnavailable"), "ServiceUnavailable", KindUnavailable, Refused},
		"502":         {answers(502, "<html>"), CodeInvalidAnswer, KindUnavailable, Unknown},
		"503":         {answers(503, ""), CodeInvalidAnswer, KindUnavailable, Refused},
		"internal":    {fails("InternalError"), "InternalError", KindUnavailable, Unknown},
		"dropped":     {drops, CodeConnectionLost, KindNoAnswer, Unknown},
		"cut off":     {cuts, CodeConnectionLost, KindNoAnswer, Unknown},
		"empty":       {answers(200, ""), CodeInvalidAnswer, KindNoAnswer, Unknown},
	} {
		_, err := play(t, nil, c.step, c.step, c.step, c.step).update(t)
		if err == nil || err.Code != c.code || err.Kind() != c.kind || err.Outcome != c.outcome || err.Attempts != 4 {
			t.Errorf("%s: %+v of kind %v, want %+v", name, err, err.Kind(), c)
		}
	}
}

func TestMaxAttemptsIsKept(t *testing.T) {
	t.Parallel()
	one := func(o *Options) { o.MaxAttempts = 1 }
	for _, s := range []step{fails("Throttling"), fails("InvalidTimeStamp.Expired", "Date", "Mon, 23 Nov 2026 13:00:00 GMT"), drops} {
		if _, err := play(t, one, s).update(t); err == nil || err.Attempts != 1 {
			t.Errorf("got %+v", err)
		}
	}
}

func TestWhatCannotBeRepeatedIsNotRepeatedBlindly(t *testing.T) {
	t.Parallel()
	create := Call{Action: "CreateLocalJoinPermission"}
	for name, s := range map[string]step{
		"dropped": drops, "cut off": cuts, "internal": fails("InternalError"), "502": answers(502, ""), "504": answers(504, ""), "nonce": fails("SignatureNonceUsed"),
	} {
		if _, err := play(t, nil, s).do(t, create); err == nil || err.Attempts != 1 {
			t.Errorf("%s: %+v", name, err)
		}
	}
	for name, s := range map[string]step{"throttled": fails("Throttling"), "unavailable": fails("ServiceUnavailable")} {
		if _, err := play(t, nil, s, answers(200, success)).do(t, create); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestAnUnknownOutcomeStaysUnknown(t *testing.T) {
	t.Parallel()
	_, err := play(t, nil, drops, fails("JoinPermissionNameDuplicated")).update(t)
	if err == nil || err.Outcome != Unknown || err.Code != "JoinPermissionNameDuplicated" || err.Attempts != 2 {
		t.Errorf("got %+v", err)
	}
}

func TestTheServersWaitComesFirst(t *testing.T) {
	t.Parallel()
	r := play(t, nil, fails("Throttling", "X-Acs-Retry-After", "1500"), fails("Throttling"), answers(503, "", "Retry-After", "2"), answers(200, success))
	if _, err := r.update(t); err != nil {
		t.Fatal(err)
	}
	if want := []time.Duration{1501 * time.Millisecond, time.Millisecond, 2*time.Second + time.Millisecond}; !slices.Equal(r.waits, want) {
		t.Errorf("waited %v, want %v", r.waits, want)
	}
}

func TestAWaitBeyondTheCallsTimeIsNotBegun(t *testing.T) {
	t.Parallel()
	r := play(t, nil, fails("Throttling", "X-Acs-Retry-After", "60000"))
	_, err := r.update(t)
	if err == nil || err.Code != "Throttling" || err.RetryAfter != time.Minute || len(r.waits) != 0 {
		t.Errorf("got %+v after %v", err, r.waits)
	}
}

func TestClockIsMendedOnce(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 11, 23, 13, 0, 0, 0, time.UTC)
	set := func(o *Options) { o.Now = func() time.Time { return now }; o.Timeout = time.Hour }
	expired := fails("InvalidTimeStamp.Expired", "Date", now.Add(20*time.Minute).Format(http.TimeFormat))
	r := play(t, set, expired, answers(200, success))
	if _, err := r.update(t); err != nil {
		t.Fatal(err)
	}
	if got := r.requests[1].Header.Get("X-Acs-Date"); got != "2026-11-23T13:20:00Z" {
		t.Errorf("the second attempt is dated %s", got)
	}
	if len(r.warnings) != 1 || !strings.Contains(r.warnings[0], "20m0s slow") {
		t.Errorf("warned %q", r.warnings)
	}
	if _, err := play(t, set, expired, expired).update(t); err == nil || err.Code != "InvalidTimeStamp.Expired" || err.Attempts != 2 {
		t.Errorf("refused twice: %+v", err)
	}
	if _, err := play(t, set, fails("InvalidTimeStamp.Expired", "Date", "today")).update(t); err == nil || err.Attempts != 1 {
		t.Errorf("without a date: %+v", err)
	}
}

// A time that no machine's clock can be away from is believed of nobody, and later calls are not
// signed with it.
func TestAnImpossibleTimeIsNotBelieved(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 11, 23, 13, 0, 0, 0, time.UTC)
	for _, date := range []string{"Fri, 31 Dec 9999 23:59:59 GMT", "Thu, 01 Jan 1970 00:00:00 GMT", "Wed, 29 Dec 2027 13:00:00 GMT"} {
		r := play(t, func(o *Options) { o.Now = func() time.Time { return now }; o.Timeout = time.Hour }, fails("InvalidTimeStamp.Expired", "Date", date), answers(200, success))
		if _, err := r.update(t); err == nil || err.Code != "InvalidTimeStamp.Expired" || err.Attempts != 1 || len(r.warnings) != 0 {
			t.Errorf("%s: got %+v, warned %q", date, err, r.warnings)
		}
		if _, err := r.update(t); err != nil {
			t.Error(err)
		}
		if got := r.requests[len(r.requests)-1].Header.Get("X-Acs-Date"); got != "2026-11-23T13:00:00Z" {
			t.Errorf("%s: the next call is dated %s", date, got)
		}
	}
}

func TestAMendedClockLastsForTheNextCall(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 11, 23, 13, 0, 0, 0, time.UTC)
	r := play(t, func(o *Options) { o.Now = func() time.Time { return now }; o.Timeout = time.Hour },
		fails("IllegalTimestamp", "Date", now.Add(-20*time.Minute).Format(http.TimeFormat)), answers(200, success), answers(200, success))
	for range 2 {
		if _, err := r.update(t); err != nil {
			t.Fatal(err)
		}
	}
	if got := r.requests[2].Header.Get("X-Acs-Date"); got != "2026-11-23T12:40:00Z" {
		t.Errorf("the second call is dated %s", got)
	}
}

func TestCancellingEndsAWaitAtOnce(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	r := play(t, func(o *Options) {
		o.Sleep = func(ctx context.Context, _ time.Duration) error {
			cancel()
			return sleep.For(ctx, time.Hour)
		}
	}, fails("Throttling"))
	_, err := r.Do(ctx, Call{Action: "UpdateOwnedLocalJoinPermission", Repeatable: true})
	if failure := asError(err); failure.Code != CodeInterrupted || !errors.Is(err, context.Canceled) || failure.Outcome != Refused || failure.Attempts != 1 {
		t.Errorf("got %+v", failure)
	}
}

func TestBackoffIsFullJitterWithinItsBounds(t *testing.T) {
	t.Parallel()
	for attempt, bound := range map[int]time.Duration{1: 200 * time.Millisecond, 2: 400 * time.Millisecond, 3: 800 * time.Millisecond, 7: 10 * time.Second, 1000: 10 * time.Second} {
		if got := backoffBound(attempt); got != bound {
			t.Errorf("attempt %d: the bound is %v, want %v", attempt, got, bound)
		}
		low, high := bound, time.Duration(0)
		for range 500 {
			d := fullJitter(attempt)
			low, high = min(low, d), max(high, d)
		}
		if low < 0 || high > bound || low > bound/4 || high < bound*3/4 {
			t.Errorf("attempt %d: waits from %v to %v within %v", attempt, low, high, bound)
		}
	}
}

func TestAskedWaitRoundsUp(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 11, 23, 13, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		name, value string
		want        time.Duration
	}{
		{"X-Acs-Retry-After", "1", time.Millisecond},
		{"X-Acs-Retry-After", "0.2", time.Millisecond},
		{"X-Acs-Retry-After", "-5", 0},
		{"X-Acs-Retry-After", "soon", 0},
		{"X-Acs-Retry-After", "1e300", 24 * time.Hour},
		{"X-Ratelimit-User-Api", "Limit:1,Remain:0,TimeLeft:2000", 2 * time.Second},
		{"X-Ratelimit-User", "Limit:1, Remain:0, TimeLeft:30", 30 * time.Millisecond},
		{"X-Ratelimit-User", "Limit:5,Remain:3,TimeLeft:2000", 0},
		{"Retry-After", "1.5", 1500 * time.Millisecond},
		{"Retry-After", "Mon, 23 Nov 2026 13:00:02 GMT", 3 * time.Second},
		{"Retry-After", "Mon, 23 Nov 2026 12:00:00 GMT", 0},
	} {
		if got := askedWait(http.Header{c.name: {c.value}}, now); got != c.want {
			t.Errorf("%s: %s: got %v, want %v", c.name, c.value, got, c.want)
		}
	}
	// The longest counts, whichever header has it.
	for name, header := range map[string]http.Header{
		"the gateway's": {"X-Acs-Retry-After": {"2000"}, "X-Ratelimit-User": {"Remain:0,TimeLeft:300"}, "Retry-After": {"1"}},
		"a quota's":     {"X-Acs-Retry-After": {"300"}, "X-Ratelimit-User-Api": {"Remain:0,TimeLeft:700"}, "X-Ratelimit-User": {"Remain:0,TimeLeft:2000"}},
		"HTTP's":        {"X-Acs-Retry-After": {"300"}, "Retry-After": {"2"}},
		"a date":        {"X-Acs-Retry-After": {"300"}, "Retry-After": {"Mon, 23 Nov 2026 13:00:01 GMT"}},
	} {
		if got := askedWait(header, now); got != 2*time.Second {
			t.Errorf("%s: got %v", name, got)
		}
	}
}

func TestEveryAttemptPassesTheQuota(t *testing.T) {
	t.Parallel()
	limiter := &countingLimiter{}
	r := play(t, func(o *Options) { o.Limiter = limiter }, fails("Throttling", "X-Acs-Retry-After", "2000"), answers(200, success))
	if _, err := r.update(t); err != nil {
		t.Fatal(err)
	}
	const action = "UpdateOwnedLocalJoinPermission"
	if want := []string{"wait " + action, "leave " + action, "throttled 2s", "wait " + action, "leave " + action, "succeeded " + action}; !slices.Equal(limiter.told, want) {
		t.Errorf("the quota was told %q, want %q", limiter.told, want)
	}
}

func TestTheQuotaIsToldOfRefusalsAndNotOfSilence(t *testing.T) {
	t.Parallel()
	limiter := &countingLimiter{}
	r := play(t, func(o *Options) { o.Limiter = limiter }, drops, fails("NonExistent"))
	_, _ = r.update(t)
	if len(limiter.told) != 5 || limiter.told[4] != "succeeded UpdateOwnedLocalJoinPermission" {
		t.Errorf("the quota was told %q", limiter.told)
	}
}

func TestAWaitForTheQuotaThatEndsSendsNothing(t *testing.T) {
	t.Parallel()
	r := play(t, func(o *Options) { o.Limiter = &countingLimiter{full: context.DeadlineExceeded} })
	_, err := r.update(t)
	if err == nil || err.Outcome != NotSent || err.Attempts != 0 || err.Code != CodeQuotaWait || err.Kind() != KindUnavailable {
		t.Errorf("got %+v", err)
	}
}

// countingLimiter notes what it is told.
type countingLimiter struct {
	mu   sync.Mutex
	told []string
	full error
}

func (l *countingLimiter) tell(text string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.told = append(l.told, text)
}

func (l *countingLimiter) Wait(_ context.Context, action string) error {
	l.tell("wait " + action)
	return l.full
}
func (l *countingLimiter) Leave(_ context.Context, action string) error {
	l.tell("leave " + action)
	return nil
}
func (l *countingLimiter) Throttled(_ string, asked time.Duration) {
	l.tell("throttled " + asked.String())
}
func (l *countingLimiter) Succeeded(action string) { l.tell("succeeded " + action) }

func TestCredentialsThatFailLaterDoNotHideWhatWasSent(t *testing.T) {
	t.Parallel()
	once := func(o *Options) {
		o.Credentials = func(_ context.Context, refresh bool) (secret.Credential, error) {
			if refresh {
				return secret.Credential{}, errors.New("the login has expired")
			}
			return secret.New("key-id", "key-secret", "key-token"), nil
		}
	}
	_, err := play(t, once, fails("InvalidSecurityToken.Expired")).update(t)
	if err == nil || err.Code != "InvalidSecurityToken.Expired" || err.Kind() != KindDenied || err.Attempts != 1 || !strings.Contains(err.Message.String(), "the login has expired") {
		t.Errorf("got %+v", err)
	}
	_, err = play(t, once, drops, fails("InvalidSecurityToken.Expired")).update(t)
	if err == nil || err.Outcome != Unknown || err.Attempts != 2 || err.RequestID != "R-1" {
		t.Errorf("after a lost answer: got %+v", err)
	}
}

func TestKeysThatDoNotChangeAreNotSentAgain(t *testing.T) {
	t.Parallel()
	same := func(o *Options) {
		o.Credentials = func(context.Context, bool) (secret.Credential, error) {
			return secret.New("key-id", "key-secret", "key-token"), nil
		}
	}
	_, err := play(t, same, fails("InvalidSecurityToken.Expired")).update(t)
	if err == nil || err.Attempts != 1 || !strings.Contains(err.Message.String(), "no newer credentials") {
		t.Errorf("got %+v", err)
	}
}

func TestAClockThatAgreesIsNotMended(t *testing.T) {
	t.Parallel()
	r := play(t, nil, fails("IllegalTimestamp")) // net/http dates the answer now
	if _, err := r.update(t); err == nil || err.Attempts != 1 || len(r.warnings) != 0 {
		t.Errorf("got %+v, warned %v", err, r.warnings)
	}
}

func TestACodeOutweighsTheStatus(t *testing.T) {
	t.Parallel()
	for code, kind := range map[string]Kind{"NonExistent": KindMissing, "NotResourceOwner": KindDenied, "Forbidden.RAM": KindDenied} {
		_, err := play(t, nil, answers(500, `{"RequestId":"R","Code":"`+code+`"}`)).update(t)
		if err == nil || err.Attempts != 1 || err.Kind() != kind || err.Outcome != Refused {
			t.Errorf("%s: %+v", code, err)
		}
	}
}

func TestADenialIsExplained(t *testing.T) {
	t.Parallel()
	body := `{"RequestId":"R","Code":"NoPermission","Message":"denied","AccessDeniedDetail":{"AuthAction":"linkwan:Update","PolicyType":"AccountLevelIdentityBasedPolicy","EncodedDiagnosticMessage":"xxx"}}`
	if _, err := play(t, nil, answers(400, body)).update(t); err == nil || err.Message.String() != "denied\nAuthAction: linkwan:Update\nPolicyType: AccountLevelIdentityBasedPolicy" {
		t.Errorf("got %+v", err)
	}
}

// A call of a batch has more attempts and more time, and what is known of the service's clock is
// known to it.
func TestABatchHasMorePatience(t *testing.T) {
	t.Parallel()
	steps := []step{fails("InvalidTimeStamp.Expired", "Date", time.Now().Add(20*time.Minute).UTC().Format(http.TimeFormat)), answers(200, success)}
	for range batchAttempts + 2 {
		steps = append(steps, fails("ServiceUnavailable"))
	}
	r := play(t, func(o *Options) { o.MaxAttempts = 2 }, steps...)
	if _, failure := r.update(t); failure != nil {
		t.Fatal(failure)
	}
	batch := r.ForBatch(0, 0)
	if _, err := batch.Update(t.Context(), joinperm.Change{ID: "123"}); asError(err).Attempts != batchAttempts {
		t.Errorf("a batch: %v after %d attempts", err, asError(err).Attempts)
	}
	if offset := time.Until(batch.clock.time()); offset < 19*time.Minute {
		t.Errorf("the clock of a batch is %s ahead", offset)
	}
	if _, failure := r.update(t); failure == nil || failure.Attempts != 2 {
		t.Errorf("a single call: %v", failure)
	}
}
