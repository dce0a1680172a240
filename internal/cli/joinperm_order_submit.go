package cli

import (
	"context"
	"time"

	"github.com/spf13/cobra"

	"linkwanctl/internal/api"
	"linkwanctl/internal/i18n"
	"linkwanctl/internal/joinperm"
	"linkwanctl/internal/output"
	"linkwanctl/internal/text"
)

func newOrderSubmit(a *app) *cobra.Command {
	var renter string
	var wait time.Duration
	cmd := &cobra.Command{
		Use:   "submit ID --renter ACCOUNT",
		Short: "Offer a join permission to a renter",
		Long: `Offer a join permission to a renter (SubmitJoinPermissionAuthOrder) and show the
order's ID. An order is never submitted twice.

With --wait the command waits until the order is decided. The exit code is 0 if it was
accepted, 4 if it was rejected or cancelled, 7 if it is still pending.`,
		Example: `  linkwanctl joinperm order submit 123 --renter some-user
  linkwanctl joinperm order submit 123 --renter some-user --wait 30m`,
		RunE: func(cmd *cobra.Command, args []string) error { return runOrderSubmit(a, cmd, args, renter, wait) },
	}
	addTargetFlags(a, cmd, 1)
	cmd.Flags().StringVar(&renter, "renter", "", "Alibaba Cloud account name of the renter")
	cmd.Flags().DurationVar(&wait, waitFlag, 0, "wait for the decision, at most this long (10m without a value)")
	flag := cmd.Flags().Lookup(waitFlag)
	flag.NoOptDefVal, flag.DefValue = "10m", "0" // pflag calls a default of 0s worth showing
	complete(cmd, "renter", nil, nil)
	complete(cmd, waitFlag, []string{"10m", "1h"}, nil)
	return cmd
}

func runOrderSubmit(a *app, cmd *cobra.Command, args []string, renter string, wait time.Duration) error {
	s, err := a.openStrict(cmd)
	if err != nil {
		return err
	}
	targets, problems := targetsGiven(cmd, args, 1)
	switch {
	case !cmd.Flags().Changed("renter"):
		problems = append(problems, missing("--renter", i18n.T("pass the account to offer the permission to")))
	default:
		problems = append(problems, identifierProblems("--renter", renter)...)
	}
	if wait < 0 {
		problems = append(problems, text.Problem{Where: "--wait", Given: wait.String(), Rule: i18n.T("must be 0s or more")})
	}
	if err := s.refuseProblems(cmd, problems, nil); err != nil {
		return err
	}
	s.lasting = wait > 0
	return s.withTargets(cmd.Context(), ownedList(), targets, func(client *api.Client, ids []string) error {
		submitted, err := api.Fetch[joinperm.Text](cmd.Context(), client, api.SubmitOrderCall(ids[0], renter))
		if err != nil {
			return s.serviceFailure(err, task{
				Verb: "offer", Subject: "permission", ID: ids[0], Changes: true, Look: "joinperm get " + shellWord(ids[0]) + " --query Data.AuthState",
			})
		}
		s.carriedOut(api.Answer{RequestID: submitted.RequestID, Attempts: 1}, i18n.T("order %s", string(submitted.Data)))
		if wait == 0 {
			return s.finishChange(s.submittedResult(submitted, ids[0], renter))
		}
		return s.awaitOrder(cmd.Context(), client, string(submitted.Data), wait)
	})
}

func (s *session) submittedResult(submitted api.Result[joinperm.Text], id, renter string) output.Result {
	document := s.doneDocument(api.Answer{RequestID: submitted.RequestID}, id)
	document.Data = &submitted.Data
	return output.Result{Document: document, Grid: output.Grid{
		Columns: []string{"permission", "changed", "order", "request ID", "success"},
		Rows:    [][]string{{s.label(id), s.say(i18n.T("offered to %s", renter)), string(submitted.Data), submitted.RequestID, "true"}},
	}}
}

// acceptedResult is the order that was waited for, with what results of changes have.
func (s *session) acceptedResult(got api.Result[joinperm.Order]) output.Result {
	document := struct {
		api.Result[joinperm.Order]
		JoinPermissionID joinperm.Text `json:"JoinPermissionId"`
		Sandbox          bool          `json:"Sandbox,omitempty"`
	}{got, got.Data.JoinPermissionID, s.saysSandbox()}
	return gridOf(document, orderColumns(), s.orderRow(&got.Data))
}

// orderPause is the polling interval.
const orderPause = 2 * time.Second

// awaitOrder polls an order until it is accepted, rejected or cancelled.
func (s *session) awaitOrder(ctx context.Context, client *api.Client, orderID string, wait time.Duration) error {
	s.printer.Note(i18n.T("order %s was submitted; waiting for the renter", orderID))
	deadline := s.app.Now().Add(wait)
	for {
		got, err := api.Fetch[joinperm.Order](ctx, client, api.OrderCall(orderID))
		if err != nil {
			f := s.serviceFailure(err, task{Verb: "request", Subject: "order", ID: orderID})
			f.Title, f.Outcome = i18n.T("order %s was submitted, but reading its state failed: %s", orderID, f.Code), "done"
			f.Hints = append([]i18n.Text{s.orderHint(orderID)}, f.Hints...)
			return f
		}
		switch got.Data.OrderState {
		case joinperm.OrderAccepted:
			return s.finishChange(s.acceptedResult(got))
		case joinperm.OrderRejected:
			return s.own(s.undecided(got, i18n.T("order %s was rejected", orderID), exitRefused))
		case joinperm.OrderCanceled:
			return s.own(s.undecided(got, i18n.T("order %s was cancelled", orderID), exitRefused))
		}
		if !s.app.Now().Add(orderPause).Before(deadline) {
			return s.own(s.undecided(got, i18n.T("order %s is still pending after %s", orderID, wait), exitUnavailable))
		}
		if err := s.app.Sleep(ctx, orderPause); err != nil {
			return s.own(s.undecided(got, i18n.T("interrupted while waiting for order %s, which is still pending", orderID), exitNoAnswer))
		}
	}
}

func (s *session) undecided(got api.Result[joinperm.Order], title i18n.Text, exit int) *failure {
	return &failure{Failure: output.Failure{
		Title: title, Code: "Order" + string(got.Data.OrderState), RequestID: got.RequestID, HTTPStatus: 200, Attempts: 1, Outcome: "done", ExitCode: exit,
		Hints: []i18n.Text{s.orderHint(string(got.Data.OrderID))},
	}}
}

func (s *session) orderHint(orderID string) i18n.Text {
	return i18n.T("to see it:  %s", s.app.other("joinperm order get "+shellWord(orderID)))
}
