package cli

import (
	"context"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"linkwanctl/internal/i18n"
	"linkwanctl/internal/output"
	"linkwanctl/internal/text"
)

// watchFlags are the flags of a list that can be watched.
type watchFlags struct {
	on       bool
	interval time.Duration
}

const (
	watchEvery = 5 * time.Second
	watchLeast = time.Second
)

func (w *watchFlags) add(cmd *cobra.Command) {
	cmd.Flags().BoolVarP(&w.on, "watch", "w", false, "show changes until Ctrl-C")
	cmd.Flags().DurationVar(&w.interval, "interval", watchEvery, "time between reads, 1s or more")
	complete(cmd, "interval", []string{"1s", "5s", "1m"}, nil)
}

func (w watchFlags) problems(a *app, cmd *cobra.Command) []text.Problem {
	var problems []text.Problem
	switch {
	case cmd.Flags().Lookup("interval") == nil:
	case cmd.Flags().Changed("interval") && !w.on:
		problems = append(problems, text.Problem{Where: "--interval", Rule: i18n.T("needs --watch")})
	case w.interval < watchLeast:
		problems = append(problems, text.Problem{Where: "--interval", Given: w.interval.String(), Rule: i18n.T("must be 1s or more")})
	}
	if w.on && a.query != "" {
		problems = append(problems, text.Problem{Where: "--query", Rule: i18n.T("cannot be combined with --watch")})
	}
	return problems
}

// watch shows a list and then, reading it again and again, what changes in it. A reading that fails
// for a reason that may pass is told once and tried again.
func (s *session) watch(ctx context.Context, columns []output.Column, read items, r reading, every time.Duration) error {
	rows, err := s.printer.Watch(slices.Insert(slices.Clone(columns), 0, output.Column{Name: "Event", Label: "event"}))
	if err != nil {
		return s.own(asFailure(err))
	}
	var before []watched
	for first, told := true, false; ; {
		now, err := snapshot(ctx, read, r)
		switch {
		case ctx.Err() != nil:
			return s.endWatch(ctx, rows)
		case err == nil:
			fresh := added()
			if first {
				fresh = listed()
			}
			if err := writeEvents(rows, before, now, fresh); err != nil {
				return s.unwritten(err)
			}
			before, first, told = now, false, false
		case first || !mayPass(err):
			return s.serviceFailure(err, r.task)
		case !told:
			told = true
			s.printer.Warn(i18n.T("reading the list failed; trying again every %s: %s", every, codeOf(err)))
		}
		if s.app.Sleep(ctx, every) != nil {
			return s.endWatch(ctx, rows)
		}
	}
}

// endWatch is the end that a watch has: an interruption, which is no failure to be told.
func (s *session) endWatch(ctx context.Context, rows *output.Rows) error {
	if err := rows.Close(); err != nil {
		return s.unwritten(err)
	}
	s.printer.Done()
	return exitOnly(endedBy(ctx))
}
