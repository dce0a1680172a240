package cli

import (
	"strings"
	"testing"
)

// Where nobody can be asked, update --diff shows what would change, once, and only then refuses.
func TestADiffIsShownBeforeItIsRefused(t *testing.T) {
	t.Parallel()
	env := service(t)
	args := []string{"joinperm", "update", "--id", "123", "--class-mode", "C", "--rx-delay", "1", "--diff"}
	const shown = "凭证1 (123), used by 10 nodes\n  class       A → C  its 10 nodes miss downlinks until their firmware runs class C\n  rx delay    1 s  unchanged, not sent\n"
	const refused = "linkwanctl: not a terminal: pass --yes to confirm\n"
	got := run(t.Context(), t.TempDir(), env, args...)
	if got.code != exitUsage || got.stdout != "" || !strings.HasSuffix(got.stderr, shown+refused) || strings.Count(got.stderr, "A → C") != 1 {
		t.Errorf("table: %+v", got)
	}
	for _, form := range []string{"json", "yaml"} {
		got := run(t.Context(), t.TempDir(), env, append(args, "-o", form)...)
		if got.code != exitUsage || strings.Count(got.stdout, "ClassMode") != 1 || strings.Contains(got.stdout, "Success") || !strings.Contains(got.stderr, "--yes") || strings.Contains(got.stderr, "ClassMode") {
			t.Errorf("%s: %+v", form, got)
		}
		// On a terminal too, and the refusal does not say that it was not shown.
		got = onTerminal(t.Context(), t.TempDir(), env, "y\n", append(args, "-o", form)...)
		if got.code != exitUsage || strings.Count(got.stdout, "ClassMode") != 1 || !strings.Contains(got.stderr, "cannot ask with --quiet, -o json or -o yaml: pass --yes to confirm") {
			t.Errorf("%s on a terminal: %+v", form, got)
		}
	}
	if got := run(t.Context(), t.TempDir(), env, append(args, "--quiet")...); got.code != exitUsage || got.stdout != "" || got.stderr != refused {
		t.Errorf("quiet: %+v", got)
	}
	// A rehearsal shows it once as well: as the result.
	dry := run(t.Context(), t.TempDir(), env, append(args, "--dry-run")...)
	if dry.code != exitDone || dry.stdout != shown || strings.Contains(dry.stderr, "→") {
		t.Errorf("dry run: %+v", dry)
	}
	if live := run(t.Context(), t.TempDir(), env, "joinperm", "get", "123", "--query", "Data.ClassMode"); live.stdout != "A\n" {
		t.Errorf("it was changed: %+v", live)
	}
	// Where nothing differs there is nothing to ask.
	same := run(t.Context(), t.TempDir(), env, "joinperm", "update", "--id", "123", "--class-mode", "A", "--diff")
	if same.code != exitDone || !strings.Contains(same.stderr, "unchanged, not sent") {
		t.Errorf("no difference: %+v", same)
	}
}
