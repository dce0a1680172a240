package plan

import (
	"context"
	"fmt"
	"net/http/httptest"
	"path/filepath"
	"testing"
	"time"

	"linkwanctl/internal/api"
	"linkwanctl/internal/emulator"
	"linkwanctl/internal/joinperm"
	"linkwanctl/internal/secret"
)

// emulated gives a client of an emulator with n permissions, and the rows that change most of them
// in each way there is.
func emulated(t *testing.T, n int, faults ...string) (*api.Client, *emulator.Server, []Want) {
	t.Helper()
	o := emulator.Options{Data: filepath.Join(t.TempDir(), "state")}
	for _, text := range faults {
		fault, err := emulator.ParseFault(text)
		if err != nil {
			t.Fatal(err)
		}
		o.Faults = append(o.Faults, fault)
	}
	if err := emulator.Fill(o.Data, n); err != nil {
		t.Fatal(err)
	}
	server, err := emulator.Open(o)
	if err != nil {
		t.Fatal(err)
	}
	web := httptest.NewServer(server)
	t.Cleanup(func() {
		web.Close()
		if err := server.Close(); err != nil {
			t.Error(err)
		}
	})
	endpoint, err := api.ParseEndpoint(web.URL)
	if err != nil {
		t.Fatal(err)
	}
	client := api.New(api.Options{
		Endpoint: endpoint, SignatureVersion: 3,
		Credentials: func(context.Context, bool) (secret.Credential, error) { return emulator.Owner(), nil },
		Backoff:     func(int) time.Duration { return time.Millisecond },
	})
	return client.ForBatch(0, 0), server, emulatedWants(n)
}

func emulatedWants(n int) []Want {
	var wants []Want
	for i := 1; i <= n; i++ {
		w := Want{Place: fmt.Sprint(i), Name: fmt.Sprintf("p_%06d", i), Set: assignments("RxDelay=7", "DataRate=5")}
		if i%4 == 0 {
			w.Enabled = "false"
		}
		if i%10 == 5 {
			w.Name = fmt.Sprintf("new_%06d", i)
			w.Set = append(w.Set, assignments("ClassMode=A", "FreqBandPlanGroupId=201")...)
		}
		wants = append(wants, w)
	}
	return wants
}

func makeOf(t *testing.T, client *api.Client, wants []Want) *Plan {
	t.Helper()
	p, err := Make(t.Context(), client, "", wants, Options{Create: true})
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// asWanted fails the test where a row is not as it is wanted, or exists twice.
func asWanted(t *testing.T, client *api.Client, wants []Want) {
	t.Helper()
	if counts := makeOf(t, client, wants).Counts(); counts != (Counts{Unchanged: len(wants)}) {
		t.Errorf("after the apply %+v", counts)
	}
	names := map[joinperm.Text]bool{}
	if err := client.EachOwned(t.Context(), nil, "", func(p *joinperm.Listed) error {
		if names[p.JoinPermissionName] {
			t.Errorf("%s exists twice", p.JoinPermissionName)
		}
		names[p.JoinPermissionName] = true
		return nil
	}); err != nil {
		t.Fatal(err)
	}
}

func TestEveryRowEndsRightThoughAFifthOfTheCallsFail(t *testing.T) {
	t.Parallel()
	var faults []string
	for _, action := range []string{"UpdateOwnedLocalJoinPermission", "UpdateOwnedLocalJoinPermissionEnablingState", "CreateLocalJoinPermission"} {
		for _, kind := range []string{"reset@4%", "reset-after@4%", "503@4%", "throttle@4%", "internal-after@4%"} {
			faults = append(faults, kind+"/"+action)
		}
	}
	client, _, wants := emulated(t, 200, faults...)
	p := makeOf(t, client, wants)
	if counts := p.Counts(); counts.Update != 180 || counts.Create != 20 {
		t.Fatalf("%+v", counts)
	}
	summary, err := p.Apply(t.Context(), t.Context(), client, ApplyOptions{})
	if err != nil || summary.Updated != 180 || summary.Created != 20 || summary.Attempts < 230 {
		t.Errorf("%+v, %v", summary, err)
	}
	asWanted(t, client, wants)
}

// What was done is seen from the live state: cut off at any moment, the same plan made anew does
// the rest.
func TestAppliesThatAreCutOffAddUp(t *testing.T) {
	t.Parallel()
	client, server, wants := emulated(t, 200)
	const parallel = 4
	cuts := 0
	for ; cuts < 100; cuts++ {
		p := makeOf(t, client, wants)
		if p.Counts().ToDo() == 0 {
			break
		}
		kill, cancel := context.WithCancel(t.Context())
		if _, err := p.Apply(t.Context(), kill, client, ApplyOptions{Parallel: parallel, Progress: func(now Progress) {
			if now.Done >= 17+cuts*3 {
				cancel()
			}
		}}); err != nil {
			t.Error(err)
		}
		cancel()
	}
	asWanted(t, client, wants)
	if sent := server.Requests()["UpdateOwnedLocalJoinPermission"]; cuts < 4 || sent > 180+cuts*parallel {
		t.Errorf("%d updates of 180 rows were sent over %d cuts", sent, cuts)
	}
}

func TestSavedPlanCutOffIsFinishedByTheSame(t *testing.T) {
	t.Parallel()
	client, _, wants := emulated(t, 60)
	saved := reread(t, makeOf(t, client, wants))
	for _, limit := range []int{25, 0} {
		checked, err := saved.Check(t.Context(), client)
		if err != nil {
			t.Fatal(err)
		}
		if summary, err := checked.Select(nil, limit).Apply(t.Context(), t.Context(), client, ApplyOptions{}); err != nil || summary.Stale+summary.Failed > 0 {
			t.Errorf("%+v, %v", summary, err)
		}
	}
	asWanted(t, client, wants)
}
