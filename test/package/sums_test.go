package release

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// sums are the checksums of the release by file.
func sums(t *testing.T) map[string]string {
	t.Helper()
	text, err := os.ReadFile(artefact(t, "_SHA256SUMS"))
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]string{}
	for line := range strings.Lines(string(text)) {
		sum, name, _ := strings.Cut(strings.TrimSpace(line), "  ")
		all[name] = sum
	}
	return all
}

// What is handed out has its checksum: six archives, as many packages and bills.
func TestTheChecksumsAreRight(t *testing.T) {
	t.Parallel()
	all := sums(t)
	if len(all) != 18 {
		t.Errorf("%d files have a checksum", len(all))
	}
	for name, want := range all {
		text, err := os.ReadFile(filepath.Join(dist(t), name))
		if got := sha256.Sum256(text); err != nil || hex.EncodeToString(got[:]) != want {
			t.Errorf("%s: the checksum is %x, %v", name, got, err)
		}
	}
}

func TestTheChecksumsAreSigned(t *testing.T) {
	t.Parallel()
	dist(t)
	gpg := need(t, "gpg")
	run(t, []string{"GNUPGHOME=" + os.Getenv("GNUPGHOME")}, gpg, "--batch", "--verify", artefact(t, "_SHA256SUMS.asc"), artefact(t, "_SHA256SUMS"))
}

// The manifests of Homebrew and Scoop name the archives and their checksums. Neither program is
// there to install them with.
func TestTheManifestsNameTheArchives(t *testing.T) {
	t.Parallel()
	all := sums(t)
	cask, err := os.ReadFile(filepath.Join(dist(t), "homebrew", "Casks", "linkwanctl.rb"))
	if err != nil {
		t.Fatal(err)
	}
	scoop, err := os.ReadFile(filepath.Join(dist(t), "scoop", "linkwanctl.json"))
	if err != nil || !json.Valid(scoop) {
		t.Fatalf("%v: %s", err, scoop)
	}
	for name, sum := range all {
		manifest := cask
		switch {
		case strings.HasSuffix(name, ".zip"):
			manifest = scoop
		case !strings.HasSuffix(name, ".tar.gz"):
			continue
		}
		if !bytes.Contains(manifest, []byte("/"+name)) && !bytes.Contains(manifest, []byte("#{version}")) || !bytes.Contains(manifest, []byte(sum)) {
			t.Errorf("%s is not named with its checksum: %s", name, manifest)
		}
	}
	for _, page := range append(pages(t), "linkwanctl.bash", "_linkwanctl", "linkwanctl.fish") {
		if !bytes.Contains(cask, []byte("/"+page+`"`)) {
			t.Errorf("the cask does not install %s", page)
		}
	}
}
