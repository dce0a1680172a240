package conformance

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"linkwanctl/internal/emulator"
)

// The guide to testing with the emulator shows the programs that are run: fleet here, the one for Node
// by `make node`.
func TestTheGuideShowsWhatIsRun(t *testing.T) {
	t.Parallel()
	guide, err := os.ReadFile(filepath.Join("..", "..", "docs", "testing-with-the-emulator.md"))
	if err != nil {
		t.Fatal(err)
	}
	for language, path := range map[string]string{"go": "fleet/fleet_test.go", "js": "node/fleet.mjs"} {
		source, err := os.ReadFile(filepath.FromSlash(path))
		if err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(string(guide), "```"+language+"\n"+string(source)+"```\n") {
			t.Errorf("the guide does not show %s as it is", path)
		}
	}
}

func TestTheGuidesProgramPasses(t *testing.T) {
	t.Parallel()
	s := open(t)
	tests := exec.CommandContext(t.Context(), "go", "test", "-count=1", "-v", "./fleet")
	tests.Env = append(os.Environ(), "LINKWANCTL_ENDPOINT=http://"+s.host, "NO_PROXY=127.0.0.1",
		"ALIBABA_CLOUD_ACCESS_KEY_ID="+emulator.Owner().AccessKeyID(), "ALIBABA_CLOUD_ACCESS_KEY_SECRET="+emulator.Owner().AccessKeySecret())
	got, err := tests.CombinedOutput()
	if err != nil || strings.Count(string(got), "--- PASS") != 2 {
		t.Errorf("%v:\n%s", err, got)
	}
	if s.sent() != 3 {
		t.Errorf("%d requests, want 3", s.sent())
	}
}
