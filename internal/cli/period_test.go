package cli

import (
	"strings"
	"testing"
	"time"

	"github.com/spf13/cobra"
)

// A period is told by its length, its ends, or both the usual way and an end.
func TestPeriods(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		usual        time.Duration
		args         []string
		begin, end   string
		wrong, where string
	}{
		{0, nil, "", "", "", ""},
		{24 * time.Hour, nil, "1795348800000", "1795435200000", "", ""},
		{24 * time.Hour, []string{"--since", "1h"}, "1795431600000", "1795435200000", "", ""},
		{0, []string{"--since", "1h"}, "1795431600000", "1795435200000", "", ""},
		{0, []string{"--to", "1795435200000"}, "", "1795435200000", "", ""},
		{24 * time.Hour, []string{"--to", "2026-11-23T11:00:00Z"}, "1795345200000", "1795431600000", "", ""},
		{24 * time.Hour, []string{"--from", "2026-11-23T19:00+08:00"}, "1795431600000", "1795435200000", "", ""},
		{24 * time.Hour, []string{"--from", "2026-11-23T11:00:00.000Z", "--to", "2026-11-23T11:00:00.500Z"}, "1795431600000", "1795431600500", "", ""},
		{24 * time.Hour, []string{"--from", "2026"}, "", "", "must be a time such as", "--from"},
		{24 * time.Hour, []string{"--to", "yesterday"}, "", "", "must be a time such as", "--to"},
		{24 * time.Hour, []string{"--from", "2026-11-24"}, "", "", "is not before the end", "--from"},
		{24 * time.Hour, []string{"--since", "0s"}, "", "", "must be longer than 0s", "--since"},
		{0, []string{"--since", "1h", "--from", "2026-11-20"}, "", "", "cannot be used with --from", "--since"},
	} {
		var p periodFlags
		cmd := &cobra.Command{}
		p.add(cmd, c.usual)
		if err := cmd.ParseFlags(c.args); err != nil {
			t.Fatal(err)
		}
		got, problems := p.period(cmd, now)
		switch {
		case c.wrong != "":
			if len(problems) != 1 || problems[0].Where != c.where || !strings.Contains(problems[0].Rule.String(), c.wrong) {
				t.Errorf("%q: %+v", c.args, problems)
			}
		case len(problems) > 0 || got["BeginMillis"] != c.begin || got["EndMillis"] != c.end:
			t.Errorf("%q: %v, %+v", c.args, got, problems)
		}
	}
}
