package emulator

import (
	"slices"
	"strconv"
	"sync"
	"time"

	"linkwanctl/internal/joinperm"
)

// submit is SubmitJoinPermissionAuthOrder. An owner may offer a permission to itself: that is how
// it comes to use its own.
func submit(s *Server, c *call) (any, error) {
	if s.strikes.out(c.account, s.now()) {
		return nil, refuse(codeManyRenters)
	}
	var id string
	err := s.state.update(func(t table) error {
		r, err := t.owned(c)
		switch {
		case err != nil:
			return err
		case r.AuthState != joinperm.AuthNew:
			return refuse(codeAuthorized)
		case !slices.Contains(renters(), c.params[paramRenter]):
			s.strikes.add(c.account, s.now())
			return refuse(codeNoRenter)
		}
		if id, err = nextID(t.orders); err != nil {
			return err
		}
		o := order{OrderID: joinperm.Text(id), JoinPermissionID: r.JoinPermissionID, OwnerAliyunID: c.account, RenterAliyunID: c.params[paramRenter]}
		o.enter(orderApplying, c.now)
		if err := t.putOrder(o); err != nil {
			return err
		}
		r.AuthState, r.RenterAliyunID = joinperm.AuthApplying, joinperm.Text(o.RenterAliyunID)
		return t.put(r)
	})
	number, _ := strconv.ParseInt(id, 10, 64) // answered as a number, though it is named as a string
	return number, err
}

// How many renters that do not exist an account may name in which time. The reference says "several
// times" and "later"; the figures are the emulator's own.
const (
	maxStrikes = 5
	strikeTime = 10 * time.Minute
)

// strikes remembers when an account named a renter that does not exist.
type strikes struct {
	mu sync.Mutex
	at map[string][]time.Time
}

func newStrikes() *strikes { return &strikes{at: map[string][]time.Time{}} }

func (s *strikes) add(account string, now time.Time) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.at[account] = append(s.at[account], now)
}

// out reports whether an account has named too many.
func (s *strikes) out(account string, now time.Time) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.at[account] = slices.DeleteFunc(s.at[account], func(at time.Time) bool { return now.Sub(at) >= strikeTime })
	return len(s.at[account]) >= maxStrikes
}
