package emulator

import (
	"fmt"
	"testing"
	"time"

	"linkwanctl/internal/secret"
)

// offer submits an order for 123 and gives its ID.
func (s *service) offer(t *testing.T, renter string) string {
	t.Helper()
	id, ok := s.does(t, "", "SubmitJoinPermissionAuthOrder", "JoinPermissionId=123;RenterAliyunId="+renter).data(t).(float64)
	if !ok {
		t.Fatal("the order's ID is not a number")
	}
	return fmt.Sprintf("OrderId=%.0f", id)
}

func (s *service) auth(t *testing.T) string {
	t.Helper()
	p := s.permission(t, "123")
	return fmt.Sprint(p["AuthState"], " ", p["RenterAliyunId"])
}

func TestOrderIsDecidedOnce(t *testing.T) {
	t.Parallel()
	const accept, reject, cancel = "AcceptJoinPermissionAuthOrder", "RejectJoinPermissionAuthOrder", "CancelJoinPermissionAuthOrder"
	for _, c := range []struct {
		action, state, millis, auth string
		by                          secret.Credential
	}{
		{accept, "ACCEPTED", "AcceptedMillis", "ACCEPTED " + otherAccount, Other()},
		{reject, "REJECTED", "RejectedMillis", "NEW ", Other()},
		{cancel, "CANCELED", "CanceledMillis", "NEW ", Owner()},
	} {
		t.Run(c.state, func(t *testing.T) {
			t.Parallel()
			s := open(t, Options{})
			o := s.offer(t, otherAccount)
			if got := s.auth(t); got != "APPLYING "+otherAccount {
				t.Errorf("offered it is %s", got)
			}
			s.clock.add(90 * time.Second)
			s.doesAs(t, c.by, "", c.action, o)
			want := map[string]any{
				"OrderId": o[len("OrderId="):], "OrderState": c.state, "JoinPermissionId": "123", "OwnerAliyunId": ownerAccount, "RenterAliyunId": otherAccount,
				"ApplyingMillis": float64(noon.UnixMilli()), c.millis: float64(noon.UnixMilli() + 90_000),
			}
			for _, as := range []secret.Credential{Owner(), Other()} {
				if got := s.doesAs(t, as, "", "GetJoinPermissionAuthOrder", o).fields(t); fmt.Sprint(got) != fmt.Sprint(want) {
					t.Errorf("the order is\n%v, want\n%v", got, want)
				}
			}
			if got := s.auth(t); got != c.auth {
				t.Errorf("it is %s, want %s", got, c.auth)
			}
			s.doesAs(t, Other(), codeOrderState, accept, o)
			s.doesAs(t, Other(), codeOrderState, reject, o)
			s.does(t, codeOrderState, cancel, o)
			if got := s.auth(t); got != c.auth {
				t.Errorf("refused it became %s", got)
			}
		})
	}
}

func TestOrderIsEachSidesOwn(t *testing.T) {
	t.Parallel()
	s := open(t, Options{})
	const accept, reject, cancel, get = "AcceptJoinPermissionAuthOrder", "RejectJoinPermissionAuthOrder", "CancelJoinPermissionAuthOrder", "GetJoinPermissionAuthOrder"
	o := s.offer(t, thirdAccount)
	for action, codes := range map[string][2]string{ // to the owner, to a stranger
		accept: {codeNonExistent, codeNonExistent},
		reject: {codeNotOwner, codeNotOwner},
		cancel: {"-", codeNonExistent},
		get:    {"", codeNotOwner},
	} {
		if codes[0] != "-" {
			s.does(t, codes[0], action, o)
		}
		s.doesAs(t, Other(), codes[1], action, o)
		s.does(t, codeNonExistent, action, "OrderId=999")
		s.does(t, "MissingOrderId", action, "")
	}
	offered := s.offerOfOther(t)
	s.does(t, codeNonExistent, cancel, offered) // the renter does not cancel
	s.does(t, "", reject, offered)
}

func (s *service) offerOfOther(t *testing.T) string {
	t.Helper()
	r := s.doesAs(t, Other(), "", "SubmitJoinPermissionAuthOrder", "JoinPermissionId=200;RenterAliyunId="+ownerAccount)
	return fmt.Sprintf("OrderId=%.0f", r.data(t))
}

// From new to granted and back, with the list of each side looked at on the way.
func TestPermissionIsGrantedAndReturned(t *testing.T) {
	t.Parallel()
	s := open(t, Options{})
	rents := func(id string, want bool) {
		t.Helper()
		ids, _ := s.doesAs(t, Other(), "", "ListRentedJoinPermissions", "Limit=9;Offset=0").listed(t, "JoinPermissionId")
		code := codeNotOwner
		if want {
			code = ""
		}
		s.doesAs(t, Other(), code, "GetRentedJoinPermission", "JoinPermissionId="+id)
		if (ids == id) != want {
			t.Errorf("rented are %q", ids)
		}
	}
	o := s.offer(t, otherAccount)
	rents("123", false)
	s.does(t, codeAuthorized, "SubmitJoinPermissionAuthOrder", "JoinPermissionId=123;RenterAliyunId="+thirdAccount)
	s.wants(t, "", message{params: set("123", "ClassMode", "C")}) // offered only
	s.does(t, codeAuthorized, "DeleteLocalJoinPermission", "JoinPermissionId=123")
	s.doesAs(t, Other(), "", "AcceptJoinPermissionAuthOrder", o)
	rents("123", true)
	for _, action := range []string{"UpdateOwnedLocalJoinPermission", "DeleteLocalJoinPermission"} {
		s.does(t, codeAuthorized, action, "JoinPermissionId=123;ClassMode=A")
	}
	s.does(t, codeAuthorized, "SubmitJoinPermissionAuthOrder", "JoinPermissionId=123;RenterAliyunId="+otherAccount)
	s.does(t, codeNonExistent, "ReturnJoinPermission", "JoinPermissionId=123;JoinPermissionType=LOCAL") // the owner does not
	s.doesAs(t, Other(), codeNonExistent, "ReturnJoinPermission", "JoinPermissionId=123;JoinPermissionType=ROAMING")
	s.doesAs(t, Other(), codeParameter, "ReturnJoinPermission", "JoinPermissionId=123;JoinPermissionType=local")
	s.doesAs(t, Other(), "", "ReturnJoinPermission", "JoinPermissionId=123;JoinPermissionType=LOCAL")
	rents("123", false)
	if got := s.auth(t); got != "NEW " {
		t.Errorf("returned it is %s", got)
	}
	s.does(t, "", "DeleteLocalJoinPermission", "JoinPermissionId=123")
}

func TestOwnerMayRentItsOwn(t *testing.T) {
	t.Parallel()
	s := open(t, Options{})
	s.does(t, "", "AcceptJoinPermissionAuthOrder", s.offer(t, ownerAccount))
	if got := s.auth(t); got != "ACCEPTED "+ownerAccount {
		t.Errorf("it is %s", got)
	}
	s.wants(t, "", message{params: set("123", "RxDelay", "7")})
	if got := s.does(t, "", "GetRentedJoinPermission", "JoinPermissionId=123").fields(t)["RxDelay"]; got != 7.0 {
		t.Errorf("the renter sees %v", got)
	}
	s.does(t, codeAuthorized, "DeleteLocalJoinPermission", "JoinPermissionId=123")
	s.does(t, "", "BindJoinPermissionToNodeGroup", "JoinPermissionId=123;NodeGroupId=602")
	s.does(t, codeBound, "ReturnJoinPermission", "JoinPermissionId=123;JoinPermissionType=LOCAL")
	s.does(t, "", "UnbindJoinPermissionFromNodeGroup", "JoinPermissionId=123;NodeGroupId=602")
	s.does(t, "", "ReturnJoinPermission", "JoinPermissionId=123;JoinPermissionType=LOCAL")
	s.does(t, "", "DeleteLocalJoinPermission", "JoinPermissionId=123")
}

func TestSubmitNeedsItsOwnerAndARenter(t *testing.T) {
	t.Parallel()
	s := open(t, Options{})
	const submit = "SubmitJoinPermissionAuthOrder"
	s.does(t, codeNotOwner, submit, "JoinPermissionId=200;RenterAliyunId="+thirdAccount)
	s.does(t, codeNotOwner, submit, "JoinPermissionId=401;RenterAliyunId="+thirdAccount) // a roaming one
	s.does(t, codeNonExistent, submit, "JoinPermissionId=999;RenterAliyunId="+thirdAccount)
	s.does(t, "MissingRenterAliyunId", submit, "JoinPermissionId=123")
}

// Orders and GetRentedJoinPermission know no instances; the lists do.
func TestPermissionOfAnInstanceIsRentedInIt(t *testing.T) {
	t.Parallel()
	s := open(t, Options{})
	id := s.does(t, "", "SubmitJoinPermissionAuthOrder", "JoinPermissionId=301;RenterAliyunId="+otherAccount).data(t)
	s.doesAs(t, Other(), "", "AcceptJoinPermissionAuthOrder", fmt.Sprintf("OrderId=%.0f", id))
	s.doesAs(t, Other(), "", "GetRentedJoinPermission", "JoinPermissionId=301")
	for instance, want := range map[string]string{"": "", sampleInstance: "301"} {
		ids, _ := s.doesAs(t, Other(), "", "ListRentedJoinPermissions", "Limit=9;Offset=0;IotInstanceId="+instance).listed(t, "JoinPermissionId")
		if ids != want {
			t.Errorf("in %q are %q", instance, ids)
		}
	}
	if n := s.doesAs(t, Other(), "", "CountRentedJoinPermissions", "").data(t); n != 0.0 {
		t.Errorf("counted %v", n)
	}
	s.doesAs(t, Other(), "", "ReturnJoinPermission", "JoinPermissionId=301;JoinPermissionType=LOCAL")
}

func TestAccountThatGuessesRentersHasToWait(t *testing.T) {
	t.Parallel()
	s := open(t, Options{})
	const submit, nobody = "SubmitJoinPermissionAuthOrder", "JoinPermissionId=123;RenterAliyunId=nobody"
	for range maxStrikes {
		s.does(t, codeNoRenter, submit, nobody)
		s.clock.add(time.Minute)
	}
	if got := s.auth(t); got != "NEW " {
		t.Errorf("it is %s", got)
	}
	s.does(t, codeManyRenters, submit, nobody)
	s.does(t, codeManyRenters, submit, "JoinPermissionId=123;RenterAliyunId="+thirdAccount)
	s.doesAs(t, Other(), "", submit, "JoinPermissionId=200;RenterAliyunId="+thirdAccount)
	s.clock.add(5 * time.Minute) // the first was 10 minutes ago
	s.does(t, codeNoRenter, submit, nobody)
	s.does(t, codeManyRenters, submit, nobody)
	s.clock.add(strikeTime)
	s.does(t, "", submit, "JoinPermissionId=123;RenterAliyunId="+thirdAccount)
}
