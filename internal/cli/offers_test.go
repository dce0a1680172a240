package cli

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"linkwanctl/internal/api"
	"linkwanctl/internal/output"
)

// FuzzReadOffers: whatever is in completion's cache, what is offered of it are plain words on a
// line each, and what was read is read again once it is written.
func FuzzReadOffers(f *testing.F) {
	for _, seed := range []string{
		`[{"Value":"1001","Means":"凭证1"}]`, "null", "[]", "{}", "", `[{"Value":"\u001b[31m","Means":"\u202e"}]`, `[{"Value":"$(id)","Means":"` + "`id`" + `"}]`, `[{"Value":"\u3164","Means":"\ud800"}]`,
		"[" + strings.Repeat("[", 200), `[{"Value":1}]`, `[{"Value":"a","Value":"b"}]`, "[" + strings.Repeat(`{"Value":"1"},`, api.PageSize+1) + `{}]`, "\xff\x00",
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		path := filepath.Join(t.TempDir(), "offers")
		if err := os.WriteFile(path, text, 0o600); err != nil {
			t.Fatal(err)
		}
		offers, fresh := readOffers(path, time.Now())
		if !fresh && offers != nil || len(offers) > api.PageSize {
			t.Fatalf("%d offers", len(offers))
		}
		for _, byName := range []bool{false, true} {
			for _, offer := range completions(slices.Clone(offers), byName) {
				value, means, _ := strings.Cut(offer, "\t")
				if value == "" || output.Escape(value) != value || strings.ContainsAny(value, "\t\n$`'\"\\;&|") || output.Escape(means) != means {
					t.Errorf("%q is offered", offer)
				}
			}
		}
		if !fresh {
			return
		}
		writeOffers(path, offers)
		if again, fresh := readOffers(path, time.Now()); !fresh || !slices.Equal(again, offers) {
			t.Errorf("%q became %q", offers, again)
		}
	})
}

// What is no file of completion's own is not read: neither waited for nor without
// end.
func TestACacheThatIsTooLargeOrNoFileIsPassedOver(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	path := filepath.Join(dir, "large")
	write(t, path, `[{"Value":"`+strings.Repeat("1", liveMost)+`"}]`)
	for _, place := range []string{path, dir, filepath.Join(dir, "none")} {
		if offers, fresh := readOffers(place, time.Now()); fresh || offers != nil {
			t.Errorf("%s gives %d offers", place, len(offers))
		}
	}
}

// A link in the cache's place is neither read nor written through.
func TestTheCacheOfCompletionFollowsNoLink(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	path, elsewhere := filepath.Join(dir, "complete-1.json"), filepath.Join(dir, "elsewhere")
	const text = `[{"Value":"777","Means":"mine"}]`
	write(t, elsewhere, text)
	if err := os.Symlink(elsewhere, path); err != nil {
		t.Skip(err)
	}
	if offers, fresh := readOffers(path, time.Now()); fresh {
		t.Errorf("it was read: %v", offers)
	}
	writeOffers(path, []liveOffer{{Value: "1"}})
	if got, err := os.ReadFile(elsewhere); err != nil || string(got) != text {
		t.Errorf("the other file has %q, %v", got, err)
	}
}
