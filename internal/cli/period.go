package cli

import (
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"linkwanctl/internal/i18n"
	"linkwanctl/internal/text"
)

// periodFlags are --since, --from and --to.
type periodFlags struct {
	since    time.Duration
	from, to string
}

func (p *periodFlags) add(cmd *cobra.Command, usual time.Duration) {
	help := "only the last part of the time until --to, such as 24h"
	if usual > 0 {
		help = "length of the period, which ends at --to"
	}
	cmd.Flags().DurationVar(&p.since, "since", usual, help)
	if usual > 0 {
		cmd.Flags().Lookup("since").DefValue = strings.TrimSuffix(usual.String(), "0m0s")
	}
	cmd.Flags().StringVar(&p.from, "from", "", "`time` at which the period begins, instead of --since")
	cmd.Flags().StringVar(&p.to, "to", "", "`time` at which the period ends (default now)")
	complete(cmd, "since", []string{"1h", "24h", "168h"}, nil)
	complete(cmd, "from", nil, nil)
	complete(cmd, "to", nil, nil)
}

// period gives the parameters of the period that was given, or of the usual one; none where neither
// is.
func (p *periodFlags) period(cmd *cobra.Command, now time.Time) (map[string]string, []text.Problem) {
	var problems []text.Problem
	read := func(flag, given string, otherwise time.Time) time.Time {
		if !cmd.Flags().Changed(flag) {
			return otherwise
		}
		at, ok := timeGiven(given)
		if !ok {
			problems = append(problems, text.Problem{
				Where: "--" + flag, Given: given, Rule: i18n.T("must be a time such as 2026-11-23, 2026-11-23T14:05 or 2026-11-23T14:05:00+08:00, or milliseconds since 1970"),
			})
		}
		return at
	}
	end := read("to", p.to, now)
	begin := read("from", p.from, end.Add(-p.since))
	switch {
	case len(problems) > 0:
	case cmd.Flags().Changed("from") && cmd.Flags().Changed("since"):
		problems = append(problems, text.Problem{Where: "--since", Given: p.since.String(), Rule: i18n.T("cannot be used with --from")})
	case cmd.Flags().Changed("since") && p.since <= 0:
		problems = append(problems, text.Problem{Where: "--since", Given: p.since.String(), Rule: i18n.T("must be longer than 0s")})
	case !begin.Before(end) && (p.since > 0 || cmd.Flags().Changed("from")):
		problems = append(problems, text.Problem{Where: "--from", Given: p.from, Rule: i18n.T("is not before the end of the period")})
	}
	params := map[string]string{}
	if p.since > 0 || cmd.Flags().Changed("from") {
		params["BeginMillis"] = strconv.FormatInt(begin.UnixMilli(), 10)
	}
	if len(params) > 0 || cmd.Flags().Changed("to") {
		params["EndMillis"] = strconv.FormatInt(end.UnixMilli(), 10)
	}
	return params, problems
}

// timeGiven reads a time: as tables show it, local unless it names its zone, or in milliseconds as
// JSON has it.
func timeGiven(given string) (time.Time, bool) {
	for _, layout := range []string{time.RFC3339Nano, "2006-01-02T15:04Z07:00", "2006-01-02T15:04:05", "2006-01-02T15:04", "2006-01-02 15:04:05", "2006-01-02 15:04", "2006-01-02"} {
		if at, err := time.ParseInLocation(layout, given, time.Local); err == nil {
			return at, at.UnixMilli() >= 0
		}
	}
	const fewest = 10 // digits; fewer are a year or a mistake
	if millis, err := strconv.ParseInt(given, 10, 64); err == nil && len(given) >= fewest && millis > 0 {
		return time.UnixMilli(millis), true
	}
	return time.Time{}, false
}

// usualPeriod is the period of statistics for which none is given.
const usualPeriod = 24 * time.Hour
