package conformance

import (
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/alibabacloud-go/tea/tea"

	"linkwanctl/internal/emulator"
	"linkwanctl/internal/joinperm"
	"linkwanctl/internal/secret"
)

const (
	updateAction = "UpdateOwnedLocalJoinPermission"
	getAction    = "GetOwnedJoinPermission"
	listAction   = "ListOwnedJoinPermissions"
	plansAction  = "ListFreqBandPlanGroups"
)

// id makes the parameters of a call about one permission.
func permission(id string, pairs ...string) map[string]string {
	params := map[string]string{"JoinPermissionId": id}
	for ; len(pairs) > 1; pairs = pairs[2:] {
		params[pairs[0]] = pairs[1]
	}
	return params
}

func TestEveryActionAnswersTheVendorsClients(t *testing.T) {
	t.Parallel()
	for _, p := range peers() {
		for kind, c := range credentials() {
			for _, how := range styles() {
				t.Run(p.name+"/"+kind+"/"+how.name, func(t *testing.T) {
					t.Parallel()
					s := open(t)
					ask := func(action string, params map[string]string) document {
						t.Helper()
						return p.answer(t, s, question{action, params, c, how})
					}
					ask(updateAction, permission("123", "JoinPermissionName", "冷链凭证_7", "ClassMode", "C", "RxDelay", "15"))
					got := ask(getAction, permission("123"))
					if name, class, delay := got.text("Data", "JoinPermissionName"), got.text("Data", "ClassMode"), got.text("Data", "RxDelay"); name != "冷链凭证_7" || class != "C" || delay != "15" {
						t.Errorf("read back: %v", got)
					}
					got = ask(listAction, map[string]string{"Offset": "0", "Limit": "10", "FuzzyJoinPermissionName": "凭证"})
					if total := got.text("Data", "TotalCount"); total != "1" {
						t.Errorf("%s permissions have 凭证 in their names, want 1: %v", total, got)
					}
					if n := ask(plansAction, nil).count("Data"); n != len(joinperm.Plans()) {
						t.Errorf("%d plans, want %d", n, len(joinperm.Plans()))
					}
				})
			}
		}
	}
}

// A permission is found by its exact ID alone: what a character adds to 123 must neither be lost
// nor break the signature.
func TestEveryCharacterReachesTheEmulator(t *testing.T) {
	t.Parallel()
	for _, p := range peers() {
		for _, how := range styles()[:3] {
			t.Run(p.name+"/"+how.name, func(t *testing.T) {
				t.Parallel()
				s := open(t)
				for _, text := range awkward() {
					q := question{getAction, permission("123" + text), emulator.STS(), how}
					if f := p.refusal(t, s, q); f.code != "NonExistent" {
						t.Errorf("ID 123%q: %s: %s", text, f.code, f.message)
					}
					q = question{listAction, map[string]string{"Offset": "0", "Limit": "10", "FuzzyJoinPermissionName": text}, emulator.STS(), how}
					if total := p.answer(t, s, q).text("Data", "TotalCount"); total != namesWith(text) {
						t.Errorf("%s permissions have %q in their names, want %s", total, text, namesWith(text))
					}
				}
			})
		}
	}
}

// namesWith counts the owner's sample permissions that have a text in their name.
func namesWith(text string) string {
	n := 0
	for _, name := range []string{"凭证1", "parking_b1", "冷链网关"} {
		if strings.Contains(name, text) {
			n++
		}
	}
	return strconv.Itoa(n)
}

func TestRefusalsArriveInTheVendorsErrorTypes(t *testing.T) {
	t.Parallel()
	type refusal struct {
		question
		code   string
		status int
	}
	unknown := secret.New("test-key-id", emulator.Owner().AccessKeySecret(), "")
	cases := []refusal{
		{question{action: getAction, params: permission("123"), as: forged(emulator.Owner())}, "SignatureDoesNotMatch", 400},
		{question{action: getAction, params: permission("123"), as: unknown}, "InvalidAccessKeyId.NotFound", 404},
		{question{action: getAction, params: permission("123"), as: emulator.ExpiredSTS()}, "InvalidSecurityToken.Expired", 400},
		{question{action: getAction, params: permission("123"), as: emulator.RAMUser()}, "ForbiddenByRam", 400},
		{question{action: getAction, params: permission("999"), as: emulator.STS()}, "NonExistent", 400},
		{question{action: getAction, as: emulator.Owner()}, "MissingJoinPermissionId", 400},
	}
	for _, example := range emulator.Examples() {
		cases = append(cases, refusal{question{action: updateAction, params: example.Params, as: emulator.Owner()}, example.Code, 400})
	}
	for _, p := range peers() {
		t.Run(p.name, func(t *testing.T) {
			t.Parallel()
			s := open(t)
			for i, c := range cases {
				f := p.refusal(t, s, c.question)
				if f.code != c.code || f.status != c.status || f.message == "" || !isRequestID(f.requestID) {
					t.Errorf("case %d, %v: %+v; want %s with status %d", i, c.params, f, c.code, c.status)
				}
			}
		})
	}
}

// Only the vendor's client of version 3 reads errors in XML.
func TestRefusalInXMLIsRead(t *testing.T) {
	t.Parallel()
	p, s := peers()[0], open(t)
	for code, q := range map[string]question{
		"NonExistent":           {action: getAction, params: permission("999"), as: emulator.Owner()},
		"SignatureDoesNotMatch": {action: getAction, params: permission("123", "IotInstanceId", "x"), as: forged(emulator.Owner())}, // tells an "&"
	} {
		q.xml = true
		if f := p.refusal(t, s, q); f.code != code || !isRequestID(f.requestID) {
			t.Errorf("%+v, want %s", f, code)
		}
	}
}

// alibaba-cloud-sdk-go compares the string that the service says it signed with its own, and blames
// the secret where they are the same.
func TestStringToSignIsTheVendorsOwn(t *testing.T) {
	t.Parallel()
	const blame = "InvalidAccessKeySecret: Please check you AccessKeySecret"
	for kind, c := range credentials() {
		for _, how := range styles()[:3] {
			t.Run(kind+"/"+how.name, func(t *testing.T) {
				t.Parallel()
				s := open(t)
				for _, text := range awkward() {
					_, err := sdkGo(t, s, question{getAction, permission(text), forged(c), how})
					if advice := sdkGoAdvice(err); advice != blame {
						t.Errorf("%q: %q: %v", text, advice, err)
					}
				}
			})
		}
	}
}

func TestQuotaTellsTheVendorsClientHowLongToWait(t *testing.T) {
	t.Parallel()
	now := time.Now() // stands still, so that both calls fall into one second
	s := openWith(t, emulator.Options{QPS: 1, Now: func() time.Time { return now }})
	q := question{action: plansAction, as: emulator.Owner()}
	peers()[0].answer(t, s, q)
	if f := darabonbaThrottled(t, s, q); tea.StringValue(f.Code) != "Throttling.User" || tea.Int64Value(f.RetryAfter) != 1000 {
		t.Errorf("to wait %d ms: %v", tea.Int64Value(f.RetryAfter), f)
	}
}

// The vendor's SDKs add parameters of their own to every call.
func TestForeignParametersAreNoHindrance(t *testing.T) {
	t.Parallel()
	s := open(t)
	for _, p := range peers() {
		p.answer(t, s, question{action: getAction, as: emulator.Owner(), params: permission("123", "RegionId", "cn-hangzhou", "ApiProduct", "", "ApiRevision", "")})
	}
}
