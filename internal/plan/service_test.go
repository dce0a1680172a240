package plan

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"linkwanctl/internal/api"
	"linkwanctl/internal/i18n"
	"linkwanctl/internal/joinperm"
)

var noon = time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)

func now() time.Time { return noon }

// service is a live account in memory: what a plan is made from and done to.
type service struct {
	mu     sync.Mutex
	list   []*joinperm.Listed
	next   int
	calls  []string                                     // what was done, in the order of the answers
	before func(ctx context.Context, call string) error // may hold a call back or fail it
	after  func(call string) error                      // may lose the answer to a call
}

// permission is one of class A on 101, as most tests need it.
func permission(id, name string, set ...string) *joinperm.Listed {
	p := &joinperm.Listed{
		JoinPermissionID: joinperm.Text(id), JoinPermissionName: joinperm.Text(name), ClassMode: "A", FreqBandPlanGroupID: "101",
		RxDelay: "1", DataRate: "4", JoinEUI: joinperm.DefaultJoinEUI, Enabled: "true", AuthState: joinperm.AuthNew,
	}
	for _, a := range assignments(set...) {
		*a.Field.Of(p) = a.Value
	}
	return p
}

// assignments reads Param=value.
func assignments(set ...string) []joinperm.Assignment {
	var all []joinperm.Assignment
	for _, text := range set {
		param, value, _ := strings.Cut(text, "=")
		f := fields()[param]
		if f == nil {
			panic("no field " + param)
		}
		all = append(all, joinperm.Assignment{Field: f, Value: value})
	}
	return all
}

func account(list ...*joinperm.Listed) *service { return &service{list: list, next: 1000} }

func (s *service) EachOwned(_ context.Context, _ map[string]string, _ string, each func(*joinperm.Listed) error) error {
	var page joinperm.Listed // one for all, as a reader of pages may reuse it
	for _, p := range s.list {
		page = *p
		if err := each(&page); err != nil {
			return err
		}
	}
	return nil
}

// do lets the hooks have their say around what a call does to the account.
func (s *service) do(ctx context.Context, call string, carryOut func() error) error {
	if s.before != nil {
		if err := s.before(ctx, call); err != nil {
			return err
		}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.calls = append(s.calls, call)
	if err := carryOut(); err != nil {
		return err
	}
	if s.after != nil {
		return s.after(call)
	}
	return nil
}

func (s *service) find(id string) (*joinperm.Listed, error) {
	i := slices.IndexFunc(s.list, func(p *joinperm.Listed) bool { return string(p.JoinPermissionID) == id })
	if i < 0 {
		return nil, refused("NonExistent")
	}
	return s.list[i], nil
}

func (s *service) set(p *joinperm.Listed, set []joinperm.Assignment) error {
	for _, a := range set {
		if a.Field.Param == fieldName && slices.ContainsFunc(s.list, func(other *joinperm.Listed) bool { return string(other.JoinPermissionName) == a.Value }) {
			return refused("JoinPermissionNameDuplicated")
		}
		*a.Field.Of(p) = a.Value
	}
	return nil
}

func (s *service) Update(ctx context.Context, change joinperm.Change) (api.Answer, error) {
	call := "update " + change.ID
	err := s.do(ctx, call, func() error {
		p, err := s.find(change.ID)
		if err != nil {
			return err
		}
		return s.set(p, change.Set)
	})
	return api.Answer{RequestID: "request of " + call, Attempts: 1}, err
}

func (s *service) Create(ctx context.Context, creation joinperm.Creation) (api.Result[joinperm.Text], error) {
	call := "create " + creation.Name()
	var id string
	err := s.do(ctx, call, func() error {
		s.next++
		id = fmt.Sprint(s.next)
		p := permission(id, "")
		if err := s.set(p, creation.Set); err != nil {
			return err
		}
		s.list = append(s.list, p)
		return nil
	})
	return api.Result[joinperm.Text]{RequestID: "request of " + call, Success: true, Data: joinperm.Text(id)}, err
}

func (s *service) Do(ctx context.Context, c api.Call) (api.Answer, error) {
	id := c.Params["JoinPermissionId"]
	call := "enable " + id + " " + c.Params["Enabled"]
	err := s.do(ctx, call, func() error {
		p, err := s.find(id)
		if err != nil {
			return err
		}
		p.Enabled = joinperm.Bool(c.Params["Enabled"])
		return nil
	})
	return api.Answer{RequestID: "request of " + call, Attempts: 1}, err
}

func refused(code string) *api.Error {
	return &api.Error{Action: "Test", Code: code, Message: i18n.Raw("told by the service"), RequestID: "R-1", HTTPStatus: 400, Attempts: 1, Outcome: api.Refused}
}

func unavailable() *api.Error {
	return &api.Error{Action: "Test", Code: "ServiceUnavailable", Message: i18n.Raw("down"), HTTPStatus: 503, Attempts: 4, Outcome: api.Refused}
}

func lost() *api.Error {
	return &api.Error{Action: "Test", Code: api.CodeConnectionLost, Message: i18n.Raw("no answer"), Attempts: 4, Outcome: api.Unknown}
}

// plans makes a plan and fails the test where that fails.
func (s *service) plans(t testing.TB, wants ...Want) *Plan {
	t.Helper()
	wants = slices.Clone(wants)
	for i := range wants {
		wants[i].Place = fmt.Sprintf("fleet.yaml:%d:1", i+1)
	}
	p, err := Make(t.Context(), s, "", wants, Options{Create: true, Endpoint: "https://service.example", MadeAt: noon})
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// told gives the rows in short: action, ID, name, changes, problem.
func told(p *Plan) []string {
	var all []string
	for _, row := range p.Rows {
		text := fmt.Sprintf("%s %s %s", row.Action, row.ID, row.Name)
		for _, c := range row.Changes {
			text += fmt.Sprintf(" %s:%s>%s", c.Field, c.Live, c.New)
		}
		if !row.Problem.Empty() {
			text += " | " + row.Problem.String()
		}
		all = append(all, text)
	}
	return all
}

func expect(t *testing.T, what string, got, want []string) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Errorf("%s:\n got %s\nwant %s", what, strings.Join(got, "\n     "), strings.Join(want, "\n     "))
	}
}
