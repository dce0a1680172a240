package cli

import (
	"context"
	"time"

	"github.com/spf13/cobra"

	"linkwanctl/internal/api"
	"linkwanctl/internal/config"
	"linkwanctl/internal/i18n"
	"linkwanctl/internal/output"
	"linkwanctl/internal/text"
)

// watchNodesFlags are the flags of `joinperm watch`.
type watchNodesFlags struct {
	watchOptions
	maxSilent string
}

func newJoinPermWatch(a *app) *cobra.Command {
	given := watchNodesFlags{}
	cmd := &cobra.Command{
		Use:   "watch ID|NAME…",
		Short: "Watch whether nodes are still heard",
		Long: `Watch whether the nodes of join permissions are still heard, for example after a change: how
many have joined since the watch began, how many uplinks arrived, and how many to expect at
the rate before (GetOwnedJoinPermission, ListNodesByOwnedJoinPermissionId).

Link WAN counts the uplinks of a permission, not of each node, so the number of silent nodes is
an estimate, from the uplinks that are missing. It is shown once each node should have sent
twice.

On a terminal the table is redrawn; in a pipe each reading is a JSON object on its own line. If
a reading fails because the service is throttled or unavailable, the next one makes up for it.`,
		Example: `  linkwanctl joinperm watch 123
  linkwanctl joinperm watch 123 124 --for 30m --every 2m --max-silent 20%
  linkwanctl joinperm watch 凭证1 --for 1h -o csv`,
		RunE: func(cmd *cobra.Command, args []string) error { return runWatchNodes(a, cmd, args, given) },
	}
	addTargetFlags(a, cmd, maxTargets)
	cmd.Flags().DurationVar(&given.lasts, "for", 15*time.Minute, "how long to watch")
	cmd.Flags().DurationVar(&given.every, "every", time.Minute, "time between two readings, 1s or more")
	cmd.Flags().StringVar(&given.maxSilent, "max-silent", "", "exit with 11 as soon as more than this `share` of the nodes is silent, 0% to 100%")
	complete(cmd, "for", []string{"15m", "1h", "24h"}, nil)
	complete(cmd, "every", []string{"10s", "1m", "5m"}, nil)
	complete(cmd, "max-silent", []string{"10%", "20%", "50%"}, nil)
	return cmd
}

func runWatchNodes(a *app, cmd *cobra.Command, args []string, given watchNodesFlags) error {
	wrong := given.complete(cmd, "--for", given.maxSilent)
	if a.query != "" {
		wrong = append(wrong, text.Problem{Where: "--query", Rule: i18n.T("cannot be combined with a watch")})
	}
	s, targets, err := a.openTargets(cmd, args, maxTargets, wrong...)
	if err != nil {
		return err
	}
	show, end, err := s.watchOutput()
	if err != nil {
		return s.own(asFailure(err))
	}
	s.lasting = true
	return s.withTargets(cmd.Context(), ownedList(), targets, func(client *api.Client, ids []string) error {
		w := s.newWatcher(client, ids)
		return s.watchNodes(cmd.Context(), w, given.watchOptions, show(w, given.watchOptions), end)
	})
}

// watchOutput is how readings are shown: a table that is redrawn on a terminal, JSON in a pipe
// unless another form is asked for, and in any other case a row for each.
func (s *session) watchOutput() (show func(*watcher, watchOptions) func(time.Duration) error, end func() error, err error) {
	a, printer := s.app, s.printer
	if s.redrawsResult() {
		return func(w *watcher, o watchOptions) func(time.Duration) error { return w.screen(printer.Screen(), o) }, func() error { return nil }, nil
	}
	if !a.StdoutIsTerminal && s.config.Origin("output").Kind == config.KindDefault {
		if printer, err = output.New(a.printing(s.settings.Color, output.JSON, "", a.language())); err != nil {
			return nil, nil, err
		}
	}
	rows, err := printer.Watch(watchedColumns())
	if err != nil {
		return nil, nil, err
	}
	return func(w *watcher, _ watchOptions) func(time.Duration) error { return w.lines(rows) }, rows.Close, nil
}

// watchNodes watches until the time is over, too many nodes are silent, or a signal comes.
func (s *session) watchNodes(ctx context.Context, w *watcher, o watchOptions, show func(time.Duration) error, end func() error) error {
	exceeded, err := false, w.read(ctx)
	if err == nil {
		exceeded, err = w.run(ctx, o, show)
	}
	if err != nil && !isEnded(ctx, err) {
		return err
	}
	if unwritten := end(); unwritten != nil {
		return s.unwritten(unwritten)
	}
	switch {
	case err != nil:
		s.printer.Done()
		return exitOnly(endedBy(ctx))
	case exceeded:
		return s.own(w.silentFailure(o.limit))
	}
	if _, failed := w.unread(); failed != nil {
		return failed
	}
	w.warn()
	s.printer.Done()
	return nil
}
