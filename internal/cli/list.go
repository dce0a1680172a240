package cli

import (
	"context"
	"maps"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"linkwanctl/internal/api"
	"linkwanctl/internal/i18n"
	"linkwanctl/internal/joinperm"
	"linkwanctl/internal/output"
	"linkwanctl/internal/text"
)

// listCommand declares a command that lists items of the service. Its flags, their completion and
// checks, paging, and the output in every format follow from it.
type listCommand struct {
	use, short, long, example string

	list         list
	rented       *list          // the list that --rented shows, nil for none
	sortBy       joinperm.Field // the zero value where the service does not sort
	watched      bool           // --watch shows what changes in it
	ofPermission bool           // the list is of one permission, which the command line names
	of           *subject       // the list is of something else, which the only argument names; nil for neither
	timed        bool           // --since, --from and --to choose a period
	since        time.Duration  // the usual period of a timed list, 0 for all
	countHelp    string         // of --count, which shows the number alone; "" for no such flag
	offline      items          // what --offline shows without the service, nil for no such flag
	offlineHelp  string
}

// list is one of the service's lists: how it is requested, and how it is shown.
type list struct {
	columns []output.Column
	shownBy string // the command that shows all of it; "" for a list in which no name is looked up
	filters []joinperm.Field
	call    func(q listQuery, offset, limit int) api.Call // for a page
	count   func(q listQuery) api.Call                    // nil where no action counts
	items   items
	whole   bool              // the service gives all of it in one answer
	usual   map[string]string // parameters that are sent unless a filter gives others
}

// columnOf is the column of what a field names.
func columnOf(f joinperm.Field) output.Column { return output.Column{Name: f.Param, Label: f.Label} }

// listQuery is what the command line asks of a list.
type listQuery struct {
	id       string            // of what the list is of
	filter   map[string]string // by the API's names
	instance string
}

// listFlags are the flags of a list.
type listFlags struct {
	rented, descending, count, offline bool
	window                             api.Window
	watch                              watchFlags
	period                             periodFlags
}

func (l listCommand) command(a *app) *cobra.Command {
	var given listFlags
	cmd := &cobra.Command{Use: l.use, Short: l.short, Long: l.long, Example: l.example, Args: noArgs}
	cmd.RunE = func(cmd *cobra.Command, args []string) error { return l.run(a, cmd, args, given) }
	cmd.Flags().SortFlags = false
	if l.ofPermission {
		cmd.Args = nil
		addTargetFlags(a, cmd, 1)
	}
	if l.of != nil {
		cmd.Args, cmd.ValidArgsFunction = nil, l.of.offers
	}
	if l.countHelp != "" {
		cmd.Flags().BoolVar(&given.count, "count", false, l.countHelp)
	}
	filters, rented := l.list.filters, []output.Column(nil)
	if l.rented != nil {
		cmd.Flags().BoolVar(&given.rented, "rented", false, "list rented permissions")
		filters, rented = append(filters, l.rented.filters...), l.rented.columns
	}
	filterFlags(cmd, filters...)
	if l.sortBy.Flag != "" {
		filterFlags(cmd, l.sortBy)
		cmd.Flags().BoolVar(&given.descending, "descending", false, "reverse the order (with --sort-by)")
	}
	if l.offline != nil {
		cmd.Flags().BoolVar(&given.offline, "offline", false, l.offlineHelp)
	}
	if l.timed {
		given.period.add(cmd, l.since)
	}
	if !l.list.whole {
		windowFlags(cmd, &given.window)
	}
	if l.watched {
		given.watch.add(cmd)
	}
	addTableFlags(a, cmd)
	completeColumns(cmd, l.list.columns, rented)
	return cmd
}

func (l listCommand) run(a *app, cmd *cobra.Command, args []string, given listFlags) error {
	if l.of != nil {
		if err := countArgs(cmd, args, i18n.Word(l.of.argument), 1); err != nil {
			return err
		}
	}
	s, flagProblems, err := a.open(cmd)
	if err != nil {
		return err
	}
	shown, other := l.list, l.rented
	if given.rented {
		shown, other = *l.rented, &l.list
	}
	var problems []text.Problem
	var targets []target // none but of a list that is of one permission
	if l.ofPermission {
		targets, problems = targetsGiven(cmd, args, 1)
	}
	q := listQuery{}
	if l.of != nil {
		q.id, problems = l.of.check(args[0])
	}
	filter, refused := shown.filterGiven(cmd, other)
	sorting, wrong := l.sorting(cmd, given)
	period, untimely := l.period(a, cmd, given)
	problems = slices.Concat(problems, refused, wrong, untimely, windowProblems(cmd, given.window), given.watch.problems(a, cmd))
	if err := s.refuseProblems(cmd, problems, flagProblems); err != nil {
		return err
	}
	if given.offline {
		return s.stream(cmd.Context(), shown.columns, l.offline, reading{session: s})
	}
	q.filter, q.instance = maps.Clone(shown.usual), s.settings.IotInstanceID
	if q.filter == nil {
		q.filter = map[string]string{}
	}
	maps.Copy(q.filter, filter)
	maps.Copy(q.filter, period)
	s.lasting = given.watch.on
	return s.withTargets(cmd.Context(), ownedList(), targets, func(client *api.Client, ids []string) error {
		if l.ofPermission {
			q.id = ids[0]
		}
		if given.count {
			counted, err := api.Fetch[joinperm.Count](cmd.Context(), client, shown.count(q))
			if err != nil {
				return s.serviceFailure(err, l.task("count", q))
			}
			return s.finish(countResult(counted))
		}
		maps.Copy(q.filter, sorting)
		r := reading{session: s, client: client, call: shown.pages(q), window: given.window, task: l.task("list", q)}
		if given.watch.on {
			return s.watch(cmd.Context(), shown.columns, shown.items, r, given.watch.interval)
		}
		return s.stream(cmd.Context(), shown.columns, shown.items, r)
	})
}

// task describes a call of the list, which is of a permission or permissions unless it says otherwise.
func (l listCommand) task(verb string, q listQuery) task {
	t := task{Verb: verb, Subject: i18n.N("permission"), ID: q.id}
	if l.of != nil {
		t.Subject = l.of.subject
	}
	return t
}

// pages gives the call for each page.
func (l list) pages(q listQuery) func(offset, limit int) api.Call {
	return func(offset, limit int) api.Call { return l.call(q, offset, limit) }
}

// stream shows a list page by page. An incomplete list is a failure, and its document is left open,
// so that no reader takes it for complete.
func (s *session) stream(ctx context.Context, columns []output.Column, read items, r reading) error {
	rows, err := s.printer.Rows(columns)
	if err != nil {
		return s.own(asFailure(err))
	}
	var unwritten error
	r.pageEnd = func() error {
		unwritten = rows.Flush()
		return unwritten
	}
	err = read(ctx, r, func(item any, cells []string) error {
		unwritten = rows.Add(item, cells)
		return unwritten
	})
	switch {
	case unwritten != nil:
		return s.unwritten(unwritten)
	case err != nil:
		rows.Abandon()
		return s.serviceFailure(err, r.task)
	}
	if err := rows.Close(); err != nil {
		return s.unwritten(err)
	}
	s.printer.Done()
	return nil
}
