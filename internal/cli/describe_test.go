package cli

import (
	"fmt"
	"net/http"
	"regexp"
	"testing"
	"time"
)

// describing is a service with permission 7 and its nodes, and without a right to read bands.
func describing(t *testing.T, permission, nodes string) map[string]string {
	t.Helper()
	return answeredBy(t, func(w http.ResponseWriter, r *http.Request) {
		data := permission
		switch r.Header.Get("X-Acs-Action") {
		case "GetFreqBandPlanGroup":
			w.WriteHeader(http.StatusForbidden)
			_, _ = fmt.Fprint(w, `{"RequestId":"R","Code":"ForbiddenByRam","Message":"m"}`)
			return
		case "ListNodesByOwnedJoinPermissionId":
			data = nodes
		}
		_, _ = fmt.Fprintf(w, `{"RequestId":"R","Success":true,"Data":%s}`, data)
	})
}

// A terminal is told how long ago the last join was, whatever the order of the nodes, and what a
// denied part needs; a value of the service cannot add a line.
func TestDescribeOnATerminal(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 11, 26, 12, 0, 0, 0, time.UTC)
	env := describing(t, `{"JoinPermissionId":"7","JoinPermissionName":"a\nb","FreqBandPlanGroupId":777,"NodesCnt":1234567,"Enabled":true,"AuthState":"APPLYING","RenterAliyunId":"ren"}`,
		fmt.Sprintf(`{"TotalCount":3,"List":[{"DevEui":"1","LastJoinMillis":%[1]d},{"DevEui":"2","LastJoinMillis":%[2]d},{"DevEui":"3","LastJoinMillis":%[1]d}]}`, now.Add(-time.Hour).UnixMilli(), now.Add(-2*time.Minute).UnixMilli()))
	got := runOn(t.Context(), System{Now: func() time.Time { return now }, StdoutIsTerminal: true}, t.TempDir(), env, "joinperm", "describe", "7")
	for _, want := range []string{
		`(?m)^a\\nb \(7\) +enabled, owned, offered to ren$`, `(?m)^  nodes +1,234,567, last join 2026-11-2\d \S+ \(2 minutes ago\)$`,
		`(?m)^  band +777 \(frequencies not shown: ForbiddenByRam, which needs linkwan:GetFreqBandPlanGroup on .*\)$`, `(?m)^  class +–$`,
	} {
		if !regexp.MustCompile(want).MatchString(got.stdout) || got.code != exitDone {
			t.Errorf("%s is not in\n%s%s", want, got.stdout, got.stderr)
		}
	}
}

func TestHowLongAgo(t *testing.T) {
	t.Parallel()
	const day = 24 * time.Hour
	for d, want := range map[time.Duration]string{
		-time.Second: "", 59 * time.Second: "just now", 119 * time.Second: "1 minute ago", 59 * time.Minute: "59 minutes ago", 61 * time.Minute: "1 hour ago",
		23 * time.Hour: "23 hours ago", 25 * time.Hour: "1 day ago", 30 * day: "30 days ago", 31 * day: "",
	} {
		if got := agoWords(d); got.String() != want {
			t.Errorf("%s is %q, want %q", d, got, want)
		}
	}
}
