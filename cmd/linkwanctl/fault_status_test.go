//go:build unix

package main

import (
	"fmt"
	"testing"
	"time"
)

// TestStatusFaults: a status says what is wrong, with the gateway's document or without any.
func TestStatusFaults(t *testing.T) {
	t.Parallel()
	testFaults(t, append(statusFaults(), waitFaults()...))
}

// later ends a call for which the service was not available.
func later(code string, attempts int, outcome, says, hint string) end {
	return end{7, code, attempts, outcome, oldValues, says, hint}
}

func document(code string) string {
	return fmt.Sprintf(`{"RequestId":"R-1","HostId":"h","Code":%q,"Message":"The gateway says %s."}`, code, code)
}

func statusFaults() []fault {
	two := []string{"--max-attempts", "2"}
	const again, busy = "it is safe to run again", "run the command again in a few minutes"
	rows := []fault{
		{name: "408-once", serve: instead(408, ""), times: 1, want: done(2)},
		{name: "408", serve: instead(408, ""), flags: two, want: lost("InvalidAnswer", 2, oldValues, "HTTP status 408: empty response", again)},
	}
	for _, c := range []struct {
		status        int
		code, outcome string
		hint          string // with a document
	}{
		{429, "Throttling.User", "refused", "others use this account too"},
		{500, "InternalError", "unknown", again},
		{502, "BadGateway", "unknown", again},
		{503, "ServiceUnavailable", "refused", busy},
		{504, "GatewayTimeout", "unknown", again},
	} {
		name := fmt.Sprint(c.status)
		bareHint := busy
		if c.outcome == "unknown" {
			bareHint = again
		}
		bare, told := instead(c.status, ""), instead(c.status, document(c.code))
		rows = append(rows,
			fault{name: name + "-empty-once", serve: bare, times: 1, want: done(2)},
			fault{name: name + "-empty", serve: bare, flags: two, want: later("InvalidAnswer", 2, c.outcome, "HTTP status "+name+": empty response", bareHint)},
			fault{name: name + "-json-once", serve: told, times: 1, want: done(2)},
			fault{name: name + "-json", serve: told, flags: two, want: later(c.code, 2, c.outcome, "The gateway says "+c.code, c.hint)},
		)
	}
	return append(rows,
		fault{name: "502-html-once", serve: instead(502, page), times: 1, want: done(2)},
		fault{name: "502-html", serve: instead(502, page), flags: two, want: later("InvalidAnswer", 2, "unknown", "HTTP status 502: an HTML page", again)},
	)
}

// waitFaults ask for a wait before the next attempt.
func waitFaults() []fault {
	const beyond = "others use this account too"
	throttled := document("Throttling.User")
	return []fault{
		{name: "429-retry-after", serve: instead(429, "", "Retry-After", "1"), times: 1, pause: time.Second, want: done(2)},
		{name: "throttling-acs-retry-after", serve: instead(400, throttled, "X-Acs-Retry-After", "700"), times: 1, pause: 700 * time.Millisecond, want: done(2)},
		{name: "503-retry-after", serve: instead(503, "", "Retry-After", "1"), times: 1, pause: time.Second, want: done(2)},
		{name: "throttling-too-long", serve: instead(429, throttled, "Retry-After", "3600"), want: later("Throttling.User", 1, "refused", "The gateway says", "run the command again in 1h0m0s")},
		{name: "throttling-always", serve: instead(400, throttled), flags: []string{"--max-attempts", "2"}, want: later("Throttling.User", 2, "refused", "The gateway says", beyond)},
	}
}
