package emulator

import (
	"strconv"
	"time"

	"linkwanctl/internal/joinperm"
)

// order offers a permission to a renter. It is kept as GetJoinPermissionAuthOrder shows it; a time
// that has not come is left out.
type order struct {
	OrderID          joinperm.Text `json:"OrderId"`
	OrderState       string
	JoinPermissionID joinperm.Text   `json:"JoinPermissionId"`
	OwnerAliyunID    string          `json:"OwnerAliyunId"`
	RenterAliyunID   string          `json:"RenterAliyunId"`
	ApplyingMillis   joinperm.Number `json:",omitempty"`
	AcceptedMillis   joinperm.Number `json:",omitempty"`
	RejectedMillis   joinperm.Number `json:",omitempty"`
	CanceledMillis   joinperm.Number `json:",omitempty"`
}

// The states of an order (the reference page of GetJoinPermissionAuthOrder). The last three are its
// end.
const (
	orderApplying = "APPLYING"
	orderAccepted = "ACCEPTED"
	orderRejected = "REJECTED"
	orderCanceled = "CANCELED"
)

// enter puts the order into a state, at a time.
func (o *order) enter(state string, at time.Time) {
	o.OrderState = state
	millis := joinperm.Number(strconv.FormatInt(at.UnixMilli(), 10))
	switch state {
	case orderApplying:
		o.ApplyingMillis = millis
	case orderAccepted:
		o.AcceptedMillis = millis
	case orderRejected:
		o.RejectedMillis = millis
	case orderCanceled:
		o.CanceledMillis = millis
	}
}

func (t table) order(id string) (order, error) {
	raw := t.orders.Get(keyOf(id))
	if raw == nil {
		return order{}, refuse(codeNonExistent)
	}
	return decode[order](raw)
}

func (t table) putOrder(o order) error {
	return putJSON(t.orders, keyOf(string(o.OrderID)), o)
}

// getOrder is GetJoinPermissionAuthOrder, for either side.
func getOrder(s *Server, c *call) (any, error) {
	var o order
	err := s.state.view(func(t table) error {
		var err error
		o, err = t.order(c.params[paramOrder])
		if err == nil && c.account != o.OwnerAliyunID && c.account != o.RenterAliyunID {
			err = c.foreign()
		}
		return err
	})
	return o, err
}
