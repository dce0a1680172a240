package emulator

import (
	"errors"
	"fmt"
	"testing"
	"time"
)

func TestQuotaCountsInAnySecond(t *testing.T) {
	t.Parallel()
	s := open(t, Options{QPS: 2})
	update := func(code string) reply {
		t.Helper()
		return s.wants(t, code, message{params: set("123"), at: s.clock.Now()})
	}
	update("")
	s.clock.add(400*time.Millisecond + time.Microsecond)
	update("")
	r := update(codeThrottled)
	// The first leaves the window in 599.999 ms.
	if got := r.header.Get("x-ratelimit-user-api"); got != "Limit:2,Remain:0,TimeLeft:600" || r.status != 400 {
		t.Errorf("status %d, header %q", r.status, got)
	}
	s.clock.add(599 * time.Millisecond)
	update(codeThrottled)
	s.clock.add(time.Millisecond)
	update("") // those refused did not count
	if got := update(codeThrottled).header.Get("x-ratelimit-user-api"); got != "Limit:2,Remain:0,TimeLeft:400" {
		t.Errorf("header %q", got)
	}
}

func TestQuotaIsEachActionsAndEachAccounts(t *testing.T) {
	t.Parallel()
	s := open(t, Options{QPS: DefaultQPS})
	get := message{action: "GetOwnedJoinPermission", params: set("123")}
	for i := range DefaultQPS {
		m := get
		if i%2 == 1 {
			m.as = STS() // shares the account's
		}
		s.wants(t, "", m)
	}
	s.wants(t, codeThrottled, get)
	ram, other, update := get, get, message{params: set("123")}
	ram.as, other.as = RAMUser(), Other()
	s.wants(t, codeThrottled, ram)
	s.wants(t, codeNotOwner, other)
	s.wants(t, "", update)
	unsigned := get
	unsigned.unsaid = omit("Signature")
	s.wants(t, codeIncomplete, unsigned) // only who is known has a quota
}

func TestRefusedBusinessCountsTowardsTheQuota(t *testing.T) {
	t.Parallel()
	s := open(t, Options{QPS: 1})
	s.wants(t, codeNonExistent, message{params: set("999")})
	s.wants(t, codeThrottled, message{params: set("123")})
	s.clock.add(time.Second)
	s.wants(t, "", message{params: set("123"), at: s.clock.Now()})
}

func TestNoQuotaIsNoLimit(t *testing.T) {
	t.Parallel()
	q := newQuota(0)
	for range 1000 {
		if err := q.take("a", "b", noon); err != nil {
			t.Fatal(err)
		}
	}
}

// Whatever the moments, no second has more than the limit, and who waits as long as the header says
// passes.
func TestQuotaHoldsForAnyMoments(t *testing.T) {
	t.Parallel()
	q := newQuota(3)
	now := noon
	var passed []time.Time
	for i := range 5000 {
		now = now.Add(time.Duration(i*7919%400_000_017) * time.Nanosecond)
		err := q.take("a", "b", now)
		if f, throttled := errors.AsType[*failure](err); throttled {
			var limit, left int
			if _, err := fmt.Sscanf(f.header["x-ratelimit-user-api"], "Limit:%d,Remain:0,TimeLeft:%d", &limit, &left); err != nil || left < 1 || left > 1000 {
				t.Fatalf("header %v", f.header)
			}
			now = now.Add(time.Duration(left) * time.Millisecond)
			if err := q.take("a", "b", now); err != nil {
				t.Fatalf("refused after waiting %d ms", left)
			}
		}
		passed = append(passed, now)
		if n := len(passed); n > 3 && now.Sub(passed[n-4]) < time.Second {
			t.Fatalf("4 passed within %s", now.Sub(passed[n-4]))
		}
	}
}
