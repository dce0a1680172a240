package emulator

import (
	"fmt"
	"path/filepath"
	"strconv"
	"testing"
	"time"
)

// readAll reads a list of the owner page after page, and gives the names in the order in which they
// came. A page whose TotalCount is another fails the test.
func (s *service) readAll(t testing.TB, params map[string]string) []string {
	t.Helper()
	var names []string
	for {
		asked := map[string]string{"Limit": "100", "Offset": strconv.Itoa(len(names))}
		for name, value := range params {
			asked[name] = value
		}
		var d struct {
			Data struct {
				List       []struct{ JoinPermissionName string }
				TotalCount int
			}
		}
		r := s.wants(t, "", message{style: style{v3: true}, action: "ListOwnedJoinPermissions", params: asked})
		if r.into(t, &d); len(names) > 0 && len(d.Data.List) == 0 || len(names)+len(d.Data.List) > d.Data.TotalCount {
			t.Fatalf("after %d of %d: %s", len(names), d.Data.TotalCount, r.body)
		}
		for _, p := range d.Data.List {
			names = append(names, p.JoinPermissionName)
		}
		if len(names) == d.Data.TotalCount {
			return names
		}
	}
}

func TestFilledFileIsListedWholeAndInOrder(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		t.Skip("thousands of permissions take long under the race detector")
	}
	const n = 2345 // more than a batch
	path := filepath.Join(t.TempDir(), "state")
	if err := Fill(path, 700); err != nil {
		t.Fatal(err)
	}
	if err := Fill(path, n); err != nil { // adds what is missing
		t.Fatal(err)
	}
	s := open(t, Options{Data: path})
	names := s.readAll(t, nil)
	if len(names) != n+3 || names[0] != "凭证1" {
		t.Fatalf("%d names from %q on", len(names), names[0])
	}
	for i, name := range names[3:] {
		if want := fmt.Sprintf("p_%06d", i+1); name != want {
			t.Fatalf("name %d is %q, want %q", i, name, want)
		}
	}
	if got := s.readAll(t, map[string]string{"Enabled": "false", "Ascending": "false"}); len(got) != n/10+1 || got[0] != "p_002340" || got[n/10] != "冷链网关" {
		t.Errorf("%d disabled ones, from %q to %q", len(got), got[0], got[len(got)-1])
	}
}

func TestFillRefusesWhatItCannotDo(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "state")
	for _, n := range []int{-1, 1_000_000} {
		if err := Fill(path, n); err == nil {
			t.Errorf("%d: no error", n)
		}
	}
	if err := Fill("", 1); err == nil {
		t.Error("no file: no error")
	}
}

// The whole of 100,000 permissions, in 1,000 pages over one connection.
func BenchmarkWholeList(b *testing.B) {
	path := filepath.Join(b.TempDir(), "state")
	start := time.Now()
	if err := Fill(path, 100_000); err != nil {
		b.Fatal(err)
	}
	b.Logf("filled in %s", time.Since(start))
	start = time.Now()
	s := open(b, Options{Data: path})
	b.Logf("opened in %s", time.Since(start))
	for b.Loop() {
		if names := s.readAll(b, map[string]string{"FuzzyJoinPermissionName": "p_"}); len(names) != 100_000 {
			b.Fatal(len(names))
		}
	}
}
