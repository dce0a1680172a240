package cli

import (
	"context"
	"errors"

	"github.com/spf13/cobra"

	"linkwanctl/internal/api"
	"linkwanctl/internal/i18n"
	"linkwanctl/internal/joinperm"
	"linkwanctl/internal/output"
)

func newJoinPermGet(a *app) *cobra.Command {
	var rented bool
	cmd := &cobra.Command{
		Use:   "get ID|NAME…",
		Short: "Show join permissions",
		Long: `Show join permissions that the account owns (GetOwnedJoinPermission) or, with --rented,
rents (GetRentedJoinPermission). An argument of digits is an ID, anything else is a name.

On a terminal, a single permission is shown as a vertical list; in a pipe it is a table. The
table has the main columns; --wide, -o json and -o yaml show everything.`,
		Example: `  linkwanctl joinperm get 123
  linkwanctl joinperm get 123 124 凭证9 --wide
  linkwanctl joinperm get 123 --query Data.NodesCnt
  linkwanctl joinperm get 201 --rented -o yaml`,
		RunE: func(cmd *cobra.Command, args []string) error { return runGet(a, cmd, args, rented) },
	}
	addTargetFlags(a, cmd, maxTargets)
	addTableFlags(a, cmd)
	completeColumns(cmd, ownedColumns(), rentedColumns())
	cmd.Flags().BoolVar(&rented, "rented", false, "show rented permissions")
	return cmd
}

func runGet(a *app, cmd *cobra.Command, args []string, rented bool) error {
	s, targets, err := a.openTargets(cmd, args, maxTargets)
	if err != nil {
		return err
	}
	if rented {
		return s.withTargets(cmd.Context(), rentedList(), targets, func(client *api.Client, ids []string) error {
			return getAll(cmd.Context(), s, client, ids, view[joinperm.Rented]{rentedColumns(), s.rentedRow, api.RentedCall, true, s.addOwners})
		})
	}
	return s.withTargets(cmd.Context(), ownedList(), targets, func(client *api.Client, ids []string) error {
		call := func(id string) api.Call { return api.OwnedCall(id, s.settings.IotInstanceID) }
		return getAll(cmd.Context(), s, client, ids, view[joinperm.Owned]{ownedColumns(), s.ownedRow, call, false, nil})
	})
}

// view says how one kind of permission is read and shown.
type view[T any] struct {
	columns []output.Column
	row     func(*T) []string
	call    func(id string) api.Call
	rented  bool
	add     func(context.Context, *api.Client, []api.Result[T]) // adds what the call does not return, nil for nothing
}

// getAll shows one permission, or several one after the other; of several, one that cannot be read
// does not hide the others. For people they are rows; a document has the API's answers.
func getAll[T any](ctx context.Context, s *session, client *api.Client, ids []string, v view[T]) error {
	begin := s.printer.Rows
	if len(ids) == 1 {
		begin = s.printer.Item
	}
	rows, err := begin(v.columns)
	if err != nil {
		return s.own(asFailure(err))
	}
	found := []api.Result[T]{}
	failures := batchFailures{task: task{Verb: "request", Subject: "permission", Rented: v.rented}, of: len(ids)}
	for _, id := range ids {
		got, err := api.Fetch[T](ctx, client, v.call(id))
		var refused *api.Error
		switch {
		case err == nil:
			found = append(found, got)
		case len(ids) == 1 || ctx.Err() != nil || !errors.As(err, &refused):
			return s.serviceFailure(err, task{Verb: "request", Subject: "permission", ID: id, Rented: v.rented})
		default:
			failures.add(s, id, refused)
		}
	}
	if v.add != nil {
		v.add(ctx, client, found)
	}
	if err := showAll(s, rows, found, v, len(ids) == 1); err != nil {
		return err
	}
	if f := failures.failure(); f != nil {
		return s.own(f)
	}
	s.printer.Done()
	return nil
}

func showAll[T any](s *session, rows *output.Rows, found []api.Result[T], v view[T], single bool) error {
	switch {
	case s.app.query == "" && !output.Form(s.settings.Output).Documents():
		for i := range found {
			if err := rows.Add(&found[i].Data, v.row(&found[i].Data)); err != nil {
				return s.unwritten(err)
			}
		}
		if err := rows.Close(); err != nil {
			return s.unwritten(err)
		}
		return nil
	case single:
		return s.show(output.Result{Document: found[0]})
	}
	return s.show(output.Result{Document: found})
}

// addOwners adds the owners of rented permissions, which only the list returns. If the list fails,
// the permissions are shown without them.
func (s *session) addOwners(ctx context.Context, client *api.Client, found []api.Result[joinperm.Rented]) {
	filter, unknown := map[string]string{}, map[string]*joinperm.Rented{}
	for i := range found {
		if p := &found[i].Data; p.OwnerAliyunID == "" {
			unknown[p.Key()] = p
			if p.JoinPermissionName != "" {
				filter[joinperm.NameFilter().Param] = string(p.JoinPermissionName)
			}
		}
	}
	switch len(unknown) {
	case 0:
		return
	case 1: // its name narrows the list
	default:
		filter = nil
	}
	call := func(offset, limit int) api.Call {
		return api.ListRentedCall(filter, s.settings.IotInstanceID, offset, limit)
	}
	err := api.Each(ctx, client, api.Window{}, call, func(listed *joinperm.Rented) error {
		if p := unknown[listed.Key()]; p != nil {
			p.OwnerAliyunID = listed.OwnerAliyunID
		}
		return nil
	})
	var failed *api.Error
	if errors.As(err, &failed) {
		s.printer.Warn(i18n.T("cannot show the owner: listing rented permissions failed: %s", reasonOf(failed)))
	}
}
