package cli

import (
	"cmp"

	"github.com/spf13/cobra"

	"linkwanctl/internal/api"
	"linkwanctl/internal/i18n"
	"linkwanctl/internal/joinperm"
	"linkwanctl/internal/output"
)

func newJoinPermOrder(a *app) *cobra.Command {
	return group("order", "Offer a join permission to a renter, and answer an offer",
		`Offer a join permission to a renter, and answer an offer. The owner submits an order and
may cancel it; the renter accepts or rejects it. To use a permission itself, the owner
offers it to its own account.`,
		newOrderSubmit(a), newOrderGet(a),
		newOrderStep(a, api.Cancel, i18n.N("cancelled"), "Cancel an offer, as the owner"),
		newOrderStep(a, api.Accept, i18n.N("accepted"), "Accept an offer, as the renter"),
		newOrderStep(a, api.Reject, i18n.N("rejected"), "Reject an offer, as the renter"))
}

func newOrderStep(a *app, step api.OrderStep, done, summary string) *cobra.Command {
	verb := map[api.OrderStep]string{api.Cancel: i18n.N("cancel"), api.Accept: i18n.N("accept"), api.Reject: i18n.N("reject")}[step]
	order := orderSubject()
	return &cobra.Command{
		Use:   verb + " ORDER",
		Short: summary,
		Long:  summary + " (" + string(step) + "JoinPermissionAuthOrder). Only a pending order can be accepted, rejected or cancelled.",
		Example: `  linkwanctl joinperm order ` + verb + ` 1
  linkwanctl joinperm order ` + verb + ` 1 -o json`,
		RunE: func(cmd *cobra.Command, args []string) error {
			s, id, err := a.openSubject(cmd, args, order)
			if err != nil {
				return err
			}
			c := change{
				call: api.OrderStepCall(step, id),
				task: task{Verb: verb, Done: i18n.Word(done), Subject: order.subject, ID: id, Changes: true, Look: "joinperm order get " + shellWord(id)},
			}
			return c.make(cmd.Context(), s, changeFlags{})
		},
	}
}

// explainOrder is an order's state in words; a new one of the service's stays as it is.
func explainOrder(state string) string {
	words := map[string]string{
		joinperm.OrderApplying: i18n.N("submitted"), joinperm.OrderAccepted: i18n.N("accepted"),
		joinperm.OrderRejected: i18n.N("rejected"), joinperm.OrderCanceled: i18n.N("cancelled"),
	}
	return cmp.Or(words[state], state)
}

func orderColumns() []output.Column {
	return []output.Column{
		{Name: "OrderId", Label: "order"}, {Name: "OrderState", Label: "state"}, {Name: "JoinPermissionId", Label: "permission"},
		{Name: "OwnerAliyunId", Label: "owner"}, {Name: "RenterAliyunId", Label: "renter"}, {Name: "ApplyingMillis", Label: "submitted"},
		{Name: "AcceptedMillis", Label: "accepted"}, {Name: "RejectedMillis", Label: "rejected"}, {Name: "CanceledMillis", Label: "cancelled"},
	}
}

func (s *session) orderRow(o *joinperm.Order) []string {
	return []string{
		string(o.OrderID), s.say(i18n.Word(explainOrder(string(o.OrderState)))), string(o.JoinPermissionID), dash(o.OwnerAliyunID), dash(o.RenterAliyunID),
		s.time(o.ApplyingMillis), s.time(o.AcceptedMillis), s.time(o.RejectedMillis), s.time(o.CanceledMillis),
	}
}
