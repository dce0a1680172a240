package cli

import (
	"context"
	"maps"
	"slices"
	"strconv"

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
	whole   bool // the service gives all of it in one answer
}

// listQuery is what the command line asks of a list.
type listQuery struct {
	id       string            // of the permission that the list is of
	filter   map[string]string // by the API's names
	instance string
}

// listFlags are the flags of a list.
type listFlags struct {
	rented, descending, count, offline bool
	window                             api.Window
	watch                              watchFlags
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
	filter, refused := shown.filterGiven(cmd, other)
	sorting, wrong := l.sorting(cmd, given)
	problems = slices.Concat(problems, refused, wrong, windowProblems(cmd, given.window), given.watch.problems(a, cmd))
	if err := s.refuseProblems(cmd, problems, flagProblems); err != nil {
		return err
	}
	if given.offline {
		return s.stream(cmd.Context(), shown.columns, l.offline, reading{session: s})
	}
	q := listQuery{filter: filter, instance: s.settings.IotInstanceID}
	s.lasting = given.watch.on
	return s.withTargets(cmd.Context(), ownedList(), targets, func(client *api.Client, ids []string) error {
		if l.ofPermission {
			q.id = ids[0]
		}
		if given.count {
			counted, err := api.Fetch[joinperm.Count](cmd.Context(), client, shown.count(q))
			if err != nil {
				return s.serviceFailure(err, task{Verb: "count", Subject: "permission", ID: q.id})
			}
			return s.finish(countResult(counted))
		}
		maps.Copy(q.filter, sorting)
		r := reading{session: s, client: client, call: shown.pages(q), window: given.window, of: q.id}
		if given.watch.on {
			return s.watch(cmd.Context(), shown.columns, shown.items, r, given.watch.interval)
		}
		return s.stream(cmd.Context(), shown.columns, shown.items, r)
	})
}

// filterGiven reads the list's filter from the flags; a filter that only another list has is an
// error.
func (l list) filterGiven(cmd *cobra.Command, other *list) (map[string]string, []text.Problem) {
	var others []joinperm.Field
	if other != nil {
		others = other.filters
	}
	return filterGiven(cmd, l.filters, others)
}

// pages gives the call for each page.
func (l list) pages(q listQuery) func(offset, limit int) api.Call {
	return func(offset, limit int) api.Call { return l.call(q, offset, limit) }
}

// sorting are the parameters that order the list.
func (l listCommand) sorting(cmd *cobra.Command, given listFlags) (map[string]string, []text.Problem) {
	sorting, problems := filterGiven(cmd, []joinperm.Field{l.sortBy}, nil)
	switch {
	case len(sorting) > 0:
		sorting["Ascending"] = strconv.FormatBool(!given.descending)
	case given.descending && len(problems) == 0:
		problems = append(problems, text.Problem{Where: "--descending", Rule: i18n.T("needs --sort-by")})
	}
	return sorting, problems
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
		if r.task != nil {
			return s.serviceFailure(err, *r.task)
		}
		return s.serviceFailure(err, task{Verb: "list", Subject: "permission", ID: r.of})
	}
	if err := rows.Close(); err != nil {
		return s.unwritten(err)
	}
	s.printer.Done()
	return nil
}
