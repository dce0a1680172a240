package api

import (
	"math"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// longestWait caps the waits that a server asks for; no call waits that long.
const longestWait = 24 * time.Hour

// askedWait is the longest time that an answer asks a client to wait: by the gateway's
// x-acs-retry-after and x-ratelimit-user… (milliseconds), and by Retry-After (seconds or a date). It
// is 0 where the answer names none, and rounded up.
func askedWait(header http.Header, now time.Time) time.Duration {
	wait := time.Duration(0)
	if ms, ok := number(header.Get("x-acs-retry-after")); ok {
		wait = duration(ms, time.Millisecond)
	}
	for _, name := range []string{"x-ratelimit-user-api", "x-ratelimit-user"} {
		if ms, ok := timeLeft(header.Get(name)); ok {
			wait = max(wait, duration(ms, time.Millisecond))
		}
	}
	after := header.Get("Retry-After")
	if s, ok := number(after); ok {
		wait = max(wait, duration(s, time.Second))
	}
	// Without the service's own time a date is useless.
	if date, err := http.ParseTime(after); err == nil && !now.IsZero() {
		wait = max(wait, min(longestWait, min(longestWait, date.Sub(now)).Truncate(time.Second)+time.Second))
	}
	return wait
}

// timeLeft reads "Limit:1,Remain:0,TimeLeft:2000". A quota with some left asks for no wait.
func timeLeft(header string) (float64, bool) {
	left, found := 0.0, false
	for part := range strings.SplitSeq(header, ",") {
		name, value, _ := strings.Cut(part, ":")
		n, ok := number(value)
		switch strings.TrimSpace(name) {
		case "Remain":
			if ok && n > 0 {
				return 0, false
			}
		case "TimeLeft":
			left, found = n, ok
		}
	}
	return left, found
}

func number(text string) (float64, bool) {
	n, err := strconv.ParseFloat(strings.TrimSpace(text), 64)
	return n, err == nil && n > 0 && !math.IsInf(n, 0)
}

// duration rounds up to whole milliseconds and does not overflow: a wait of more than a day becomes
// a day.
func duration(n float64, unit time.Duration) time.Duration {
	ms := math.Ceil(n * float64(unit/time.Millisecond))
	return time.Duration(min(ms, float64(longestWait/time.Millisecond))) * time.Millisecond
}
