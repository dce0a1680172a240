package cli

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"linkwanctl/internal/api"
	"linkwanctl/internal/joinperm"
	"linkwanctl/internal/output"
	"linkwanctl/internal/text"
)

func newJoinPermOrder(a *app) *cobra.Command {
	return group("order", "Offer a join permission to a renter, and answer an offer",
		`Offer a join permission to a renter, and answer an offer. The owner submits an order and
may cancel it; the renter accepts or rejects it. For its own use an owner offers a
permission to itself.`,
		newOrderSubmit(a), newOrderGet(a),
		newOrderStep(a, api.Cancel, "cancellation", "Take an offer back, as its owner"),
		newOrderStep(a, api.Accept, "acceptance", "Accept an offer, as the renter"),
		newOrderStep(a, api.Reject, "rejection", "Reject an offer, as the renter"))
}

func newOrderSubmit(a *app) *cobra.Command {
	var renter string
	var wait time.Duration
	cmd := &cobra.Command{
		Use:   "submit ID --renter ACCOUNT",
		Short: "Offer a join permission to a renter",
		Long: `Offer a join permission to a renter (SubmitJoinPermissionAuthOrder) and show the order's ID.

With --wait the order is looked at until it is decided: accepted is exit code 0, rejected
or cancelled 4, undecided at the deadline 7. An order is never submitted twice blindly.`,
		Example: `  linkwanctl joinperm order submit 123 --renter some-user
  linkwanctl joinperm order submit 123 --renter some-user --wait 30m`,
		RunE: func(cmd *cobra.Command, args []string) error { return runOrderSubmit(a, cmd, args, renter, wait) },
	}
	addTargetFlags(a, cmd, 1)
	cmd.Flags().StringVar(&renter, "renter", "", "Alibaba Cloud account name of the renter")
	cmd.Flags().DurationVar(&wait, waitFlag, 0, "wait for the decision, at most this long, such as 30m (10m where no time is given)")
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
	targets, err := s.targetsGiven(cmd, args, 1)
	problems, isRefusal := asRefusedValues(err)
	if err != nil && !isRefusal {
		return err
	}
	switch {
	case !cmd.Flags().Changed("renter"):
		problems = append(problems, missing("--renter", "the account that it is offered to"))
	default:
		problems = append(problems, identifierProblems("--renter", renter)...)
	}
	if wait < 0 {
		problems = append(problems, text.Problem{Where: "--wait", Given: wait.String(), Rule: "is less than nothing"})
	}
	if err := s.refuseProblems(cmd, problems, nil); err != nil {
		return err
	}
	return s.withClient(func(client *api.Client) error {
		ids, err := s.resolve(cmd.Context(), client, targets)
		if err != nil {
			return err
		}
		submitted, err := api.Fetch[joinperm.Text](cmd.Context(), client, api.SubmitOrderCall(ids[0], renter))
		if err != nil {
			return s.serviceFailure(err, task{
				Verb: "offer", Subject: "permission", ID: ids[0], Changes: true, Look: "linkwanctl joinperm get " + ids[0] + " --query Data.AuthState",
			})
		}
		s.did(api.Answer{RequestID: submitted.RequestID, Attempts: 1}, "order "+string(submitted.Data))
		if wait == 0 {
			return s.finish(output.Result{Document: submitted, Grid: output.Grid{
				Columns: []string{"order", "request ID", "success"}, Rows: [][]string{{string(submitted.Data), submitted.RequestID, "true"}},
			}})
		}
		return s.awaitOrder(cmd.Context(), client, string(submitted.Data), wait)
	})
}

// orderPause is the time between two looks at an order.
const orderPause = 2 * time.Second

// awaitOrder looks at an order until it is decided.
func (s *session) awaitOrder(ctx context.Context, client *api.Client, orderID string, wait time.Duration) error {
	s.printer.Note("order " + orderID + " is submitted; waiting for the renter")
	deadline := s.app.Now().Add(wait)
	for {
		got, err := api.Fetch[joinperm.Order](ctx, client, api.OrderCall(orderID))
		if err != nil {
			f := s.serviceFailure(err, task{Verb: "request", Subject: "order", ID: orderID})
			f.Title, f.Outcome, f.Hints = "order "+orderID+" is submitted; looking at it failed: "+f.Code, "done", []string{orderHint(orderID)}
			return f
		}
		switch got.Data.OrderState {
		case joinperm.OrderAccepted:
			return s.finish(s.orderResult(got))
		case joinperm.OrderRejected, joinperm.OrderCanceled:
			return s.own(undecided(got, fmt.Sprintf("order %s was %s", orderID, explainOrder(string(got.Data.OrderState))), exitRefused))
		}
		if !s.app.Now().Add(orderPause).Before(deadline) {
			return s.own(undecided(got, fmt.Sprintf("order %s was not decided within %s", orderID, wait), exitUnavailable))
		}
		if err := s.app.Sleep(ctx, orderPause); err != nil {
			return s.own(undecided(got, "the wait for order "+orderID+" was interrupted; the order stands", exitNoAnswer))
		}
	}
}

func undecided(got api.Result[joinperm.Order], title string, exit int) *failure {
	return &failure{Failure: output.Failure{
		Title: title, Code: "Order" + string(got.Data.OrderState), RequestID: got.RequestID, HTTPStatus: 200, Attempts: 1, Outcome: "done", ExitCode: exit,
		Hints: []string{orderHint(string(got.Data.OrderID))},
	}}
}

func orderHint(orderID string) string {
	return "look at it with  linkwanctl joinperm order get " + orderID
}

func newOrderGet(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "get ORDER",
		Short: "Show an order",
		Long:  "Show an order, as its owner or its renter (GetJoinPermissionAuthOrder).",
		Example: `  linkwanctl joinperm order get 1
  linkwanctl joinperm order get 1 --query Data.OrderState`,
		RunE: func(cmd *cobra.Command, args []string) error {
			s, orderID, err := a.openOrder(cmd, args)
			if err != nil {
				return err
			}
			return s.withClient(func(client *api.Client) error {
				got, err := api.Fetch[joinperm.Order](cmd.Context(), client, api.OrderCall(orderID))
				if err != nil {
					return s.serviceFailure(err, task{Verb: "request", Subject: "order", ID: orderID})
				}
				return s.finish(s.orderResult(got))
			})
		},
	}
}

func newOrderStep(a *app, step api.OrderStep, noun, summary string) *cobra.Command {
	verb := strings.ToLower(string(step))
	return &cobra.Command{
		Use:   verb + " ORDER",
		Short: summary,
		Long:  summary + " (" + string(step) + "JoinPermissionAuthOrder). Only an order that nobody has decided yet can be.",
		Example: `  linkwanctl joinperm order ` + verb + ` 1
  linkwanctl joinperm order ` + verb + ` 1 -o json`,
		RunE: func(cmd *cobra.Command, args []string) error {
			s, orderID, err := a.openOrder(cmd, args)
			if err != nil {
				return err
			}
			return s.withClient(func(client *api.Client) error {
				answer, err := client.Do(cmd.Context(), api.OrderStepCall(step, orderID))
				if err != nil {
					return s.serviceFailure(err, task{Verb: noun, Subject: "order", ID: orderID, Changes: true, Look: "linkwanctl joinperm order get " + orderID})
				}
				s.did(answer, "order "+orderID)
				return s.finish(doneResult(answer))
			})
		},
	}
}

// openOrder opens a session for a command whose argument is an order's ID.
func (a *app) openOrder(cmd *cobra.Command, args []string) (*session, string, error) {
	if err := countArgs(cmd, args, "an order's ID", 1); err != nil {
		return nil, "", err
	}
	s, err := a.openStrict(cmd)
	if err != nil {
		return nil, "", err
	}
	return s, args[0], s.refuseProblems(cmd, identifierProblems("", args[0]), nil)
}

// explainOrder is an order's state in words; a new one of the service's stays as
// it is.
func explainOrder(state string) string {
	words := map[string]string{
		joinperm.OrderApplying: "submitted", joinperm.OrderAccepted: "accepted", joinperm.OrderRejected: "rejected", joinperm.OrderCanceled: "cancelled",
	}
	return firstOf(words[state], state)
}

func (s *session) orderResult(got api.Result[joinperm.Order]) output.Result {
	o := &got.Data
	return output.Result{Document: got, Grid: output.Grid{
		Columns: []string{"order", "state", "permission", "owner", "renter", "submitted", "accepted", "rejected", "cancelled"},
		Rows: [][]string{{
			string(o.OrderID), explainOrder(string(o.OrderState)), string(o.JoinPermissionID), dash(o.OwnerAliyunID), dash(o.RenterAliyunID),
			s.time(o.ApplyingMillis), s.time(o.AcceptedMillis), s.time(o.RejectedMillis), s.time(o.CanceledMillis),
		}},
	}}
}
