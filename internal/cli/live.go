package cli

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
	"unicode"

	"github.com/spf13/cobra"

	"linkwanctl/internal/api"
	"linkwanctl/internal/atomicfile"
	"linkwanctl/internal/joinperm"
	"linkwanctl/internal/output"
	"linkwanctl/internal/userdir"
)

// Completion of live values asks the service what the account owns, for at most liveTime, and
// caches the answer for liveKept in the user's cache directory, in a separate file for each key and
// endpoint (not for keys that must be requested first). It shows no errors: without credentials,
// network or cache directory it offers nothing.
const (
	liveTime = 300 * time.Millisecond
	liveKept = time.Minute
	liveMost = 1 << 20 // bytes of that file; a page's names and IDs are some thousands
)

// liveOffer is one value to complete, and what it means.
type liveOffer struct{ Value, Means string }

// completeLive completes arguments, --id and --name-is with the permissions that the account owns,
// or rents with --rented. A command takes at most `most` of them, and one already named is not
// offered again.
func completeLive(a *app, cmd *cobra.Command, most int, rentedAlone bool) {
	offers := func(cmd *cobra.Command) []liveOffer {
		rented := cmd.Flags().Lookup("rented")
		if rentedAlone || rented != nil && rented.Changed {
			return a.live(cmd, "rented", permissionOffers(rentedList()))
		}
		return a.live(cmd, "permissions", permissionOffers(ownedList()))
	}
	left := func(cmd *cobra.Command, args []string) []liveOffer {
		named := slices.Concat(args, idsGiven(cmd), textsOf(cmd.Flags().Lookup(nameFlag)))
		if len(named) >= most {
			return nil
		}
		return slices.DeleteFunc(offers(cmd), func(o liveOffer) bool { return slices.Contains(named, o.Value) || slices.Contains(named, o.Means) })
	}
	cmd.ValidArgsFunction = func(cmd *cobra.Command, args []string, word string) ([]cobra.Completion, cobra.ShellCompDirective) {
		offers := left(cmd, args)
		if word == "" || isNumber(word) {
			return completions(offers, false), cobra.ShellCompDirectiveNoFileComp
		}
		return append(completions(offers, false), completions(offers, true)...), cobra.ShellCompDirectiveNoFileComp
	}
	_ = cmd.RegisterFlagCompletionFunc(joinperm.ID().Flag, func(cmd *cobra.Command, args []string, word string) ([]cobra.Completion, cobra.ShellCompDirective) {
		if most == 1 {
			return completions(left(cmd, args), false), cobra.ShellCompDirectiveNoFileComp
		}
		head, given := listGiven(word)
		return afterComma(head, completions(left(cmd, slices.Concat(args, given)), false)), cobra.ShellCompDirectiveNoFileComp
	})
	_ = cmd.RegisterFlagCompletionFunc(nameFlag, func(cmd *cobra.Command, args []string, _ string) ([]cobra.Completion, cobra.ShellCompDirective) {
		return completions(left(cmd, args), true), cobra.ShellCompDirectiveNoFileComp
	})
}

// completeLiveList completes a flag that takes IDs of the account's permissions with commas.
func completeLiveList(a *app, cmd *cobra.Command, flag string) {
	_ = cmd.RegisterFlagCompletionFunc(flag, func(cmd *cobra.Command, _ []string, word string) ([]cobra.Completion, cobra.ShellCompDirective) {
		head, given := listGiven(word)
		offers := slices.DeleteFunc(a.live(cmd, "permissions", permissionOffers(ownedList())), func(o liveOffer) bool { return slices.Contains(given, o.Value) })
		return afterComma(head, completions(offers, false)), cobra.ShellCompDirectiveNoFileComp
	})
}

// completeLiveBands completes a flag with the service's frequency band plan groups, or with the
// documented ones if it does not answer.
func completeLiveBands(a *app, cmd *cobra.Command, f joinperm.Field) {
	register(cmd, f.Flag, func(cmd *cobra.Command) []cobra.Completion {
		offers := a.live(cmd, "bands", bandOffers)
		if len(offers) == 0 {
			for _, id := range f.Values() {
				offers = append(offers, liveOffer{id, f.Explain(id)})
			}
		}
		for i := range offers {
			offers[i].Means = offered(cmd).Exact(offers[i].Means)
		}
		return completions(offers, false)
	})
}

// completions leaves out values that a shell could take for more than a word, now or in the line
// that becomes of them. A blank is quoted by every shell.
func completions(offers []liveOffer, byName bool) []cobra.Completion {
	var all []cobra.Completion
	for _, o := range offers {
		if byName {
			o.Value, o.Means = o.Means, o.Value
		}
		// Escape changes invisible letters.
		if o.Value != "" && !strings.ContainsFunc(o.Value, notPlain) && output.Escape(o.Value) == o.Value {
			all = append(all, cobra.CompletionWithDesc(o.Value, output.Escape(o.Means)))
		}
	}
	return all
}

// notPlain reports whether a character is neither in IDs nor in names that Link WAN accepts.
func notPlain(r rune) bool {
	return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !strings.ContainsRune("_-. ", r)
}

// permissionOffers are the permissions, or other items with a name, of a list's first page.
func permissionOffers(l list) func(context.Context, *session, *api.Client) ([]liveOffer, error) {
	return func(ctx context.Context, s *session, client *api.Client) ([]liveOffer, error) {
		var offers []liveOffer
		call := l.pages(listQuery{instance: s.settings.IotInstanceID})
		err := l.items(ctx, reading{session: s, client: client, call: call, window: api.Window{Limit: api.PageSize}}, func(item any, _ []string) error {
			if p, ok := item.(permission); ok {
				offers = append(offers, liveOffer{p.Key(), p.Name()})
			}
			return nil
		})
		return offers, err
	}
}

func bandOffers(ctx context.Context, _ *session, client *api.Client) ([]liveOffer, error) {
	got, err := api.Bands(ctx, client)
	var offers []liveOffer
	for _, b := range got.Data {
		// The service's own words are the same for a group of CN470 and one of AS923.
		means := joinperm.BandField().Explain(string(b.GroupID))
		offers = append(offers, liveOffer{string(b.GroupID), cmp.Or(means, string(b.FrequencyRegionID)+" "+string(b.FrequencyType))})
	}
	return offers, err
}

// live returns the offers of the cache, or the service's. It waits at most liveTime in all, for
// locks and commands that fetch credentials too.
func (a *app) live(cmd *cobra.Command, what string, ask func(context.Context, *session, *api.Client) ([]liveOffer, error)) []liveOffer {
	silent := *a // a key press shows no warnings
	silent.Stderr, silent.debug = io.Discard, false
	s, err := silent.openStrict(cmd)
	if err != nil {
		return nil
	}
	ctx, cancel := context.WithTimeout(cmd.Context(), liveTime)
	defer cancel()
	type answer struct {
		offers []liveOffer
		path   string // where to keep them
	}
	found := make(chan answer, 1)
	go func() {
		var got answer
		defer func() {
			_ = recover() // a panic must not show during completion either
			found <- got
		}()
		got.offers, got.path = s.offers(ctx, what, ask)
	}()
	select {
	case got := <-found:
		writeOffers(got.path, got.offers) // here, where the process does not end in the middle of it
		return got.offers
	case <-ctx.Done():
		return nil
	}
}

// offers returns the offers and, if they are new, the file to cache them in.
func (s *session) offers(ctx context.Context, what string, ask func(context.Context, *session, *api.Client) ([]liveOffer, error)) (offers []liveOffer, keep string) {
	_ = s.withClient(func(client *api.Client) error {
		path := s.liveCache(what)
		if kept, fresh := readOffers(path, s.app.Now()); fresh {
			offers = kept
			return nil
		}
		got, err := ask(ctx, s, client)
		if err == nil {
			offers, keep = got, path
		}
		return nil
	})
	return offers, keep
}

// liveCache is the cache file for this key, endpoint and instance; "" for none.
func (s *session) liveCache(what string) string {
	if !s.keyed { // one source may give keys of different accounts
		return ""
	}
	place := userdir.Cache(s.app.Getenv, s.app.Home).Path
	if place == "" {
		return ""
	}
	sum := sha256.Sum256([]byte(what + "\x00" + s.account + "\x00" + s.service() + "\x00" + s.settings.IotInstanceID))
	return filepath.Join(place, "complete-"+hex.EncodeToString(sum[:8])+".json")
}

func readOffers(path string, now time.Time) ([]liveOffer, bool) {
	info, err := os.Lstat(path)
	if err != nil || !info.Mode().IsRegular() || info.Size() > liveMost || now.Sub(info.ModTime()).Abs() > liveKept {
		return nil, false
	}
	text, err := os.ReadFile(path) //nolint:gosec // the name is ours
	var offers []liveOffer
	if err != nil || json.Unmarshal(text, &offers) != nil || len(offers) > api.PageSize {
		return nil, false
	}
	return offers, true
}

// writeOffers replaces the file as a whole, and no other through a link. A failure only costs the
// next completion a request.
func writeOffers(path string, offers []liveOffer) {
	if info, err := os.Lstat(path); path == "" || err == nil && !info.Mode().IsRegular() {
		return
	}
	text, err := json.Marshal(offers)
	if err != nil || os.MkdirAll(filepath.Dir(path), 0o700) != nil {
		return
	}
	_ = atomicfile.Replace(path, text)
}
