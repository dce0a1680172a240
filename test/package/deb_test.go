package release

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
)

// A user installs the package, does the main job, reads the man page, presses TAB, and removes it.
// The package gets a root directory of its own, so that the machine stays as it is.
func TestTheDebInstallsWorksAndGoes(t *testing.T) {
	t.Parallel()
	onLinux(t)
	root := t.TempDir()
	// dpkg's own files, and what other packages have beside this one's.
	for _, name := range []string{
		"var/lib/dpkg/status", "var/lib/dpkg/info/none", "var/lib/dpkg/updates/.none", "usr/bin/other", "usr/share/doc/other/copyright",
	} {
		path := filepath.Join(root, name)
		if err := errors.Join(os.MkdirAll(filepath.Dir(path), 0o755), os.WriteFile(path, nil, 0o644)); err != nil {
			t.Fatal(err)
		}
	}
	before := tree(t, root)
	// Images of containers are set to install neither documents nor man pages.
	dpkg := append(asRoot(t), need(t, "dpkg"), "--root="+root, "--force-not-root", "--log=/dev/null", "--path-include=/usr/share/*")

	run(t, nil, append(dpkg, "--install", artefact(t, "_linux_"+runtime.GOARCH+".deb"))...)
	checkInstalled(t, root, "usr/share/zsh/vendor-completions/_linkwanctl", "usr/share/doc/linkwanctl/copyright")

	run(t, nil, append(dpkg, "--purge", "linkwanctl")...)
	if after := tree(t, root); !slices.Equal(after, before) {
		t.Errorf("before it had %q, after it has %q", before, after)
	}
}

func TestTheRPMInstallsWorksAndGoes(t *testing.T) {
	t.Parallel()
	onLinux(t)
	root := t.TempDir()
	rpm := append(asRoot(t), need(t, "rpm"), "--root="+root, "--dbpath=/var/lib/rpm", "--nosignature")
	run(t, nil, append(rpm, "--initdb")...)
	before := tree(t, root)
	run(t, nil, append(rpm, "--install", "--nodeps", artefact(t, "_linux_"+runtime.GOARCH+".rpm"))...)
	checkInstalled(t, root, "usr/share/zsh/site-functions/_linkwanctl", "usr/share/licenses/linkwanctl/LICENSE")

	run(t, nil, append(rpm, "--erase", "--nodeps", "linkwanctl")...)
	for _, name := range tree(t, root) {
		if strings.Contains(name, "linkwanctl") && !slices.Contains(before, name) {
			t.Errorf("%s is left", name)
		}
	}
}

// Without Alpine's apk, which Debian does not have, the package is unpacked as what it is: tar
// archives one after the other.
func TestTheAPKHasTheSameFiles(t *testing.T) {
	t.Parallel()
	onLinux(t)
	root := t.TempDir()
	run(t, nil, need(t, "tar"), "-xzf", artefact(t, "_linux_"+runtime.GOARCH+".apk"), "-C", root, "--warning=no-unknown-keyword")
	checkInstalled(t, root, "usr/share/zsh/site-functions/_linkwanctl", "usr/share/licenses/linkwanctl/LICENSE")
}

// checkInstalled uses what a package put below the root.
func checkInstalled(t *testing.T, root string, others ...string) {
	t.Helper()
	doesItsJob(t, filepath.Join(root, "usr/bin/linkwanctl"))
	for _, page := range pages(t) {
		others = append(others, "usr/share/man/man"+page[len(page)-1:]+"/"+page)
	}
	for _, name := range append(others, "usr/share/doc/linkwanctl/THIRD_PARTY_LICENSES", "usr/share/fish/vendor_completions.d/linkwanctl.fish") {
		if info, err := os.Stat(filepath.Join(root, name)); err != nil || info.Mode() != 0o644 {
			t.Errorf("%s: %v, %v", name, info, err)
		}
	}
	manual := run(t, []string{"MANPATH=" + filepath.Join(root, "usr/share/man")}, need(t, "man"), "linkwanctl-joinperm-update")
	if !strings.Contains(manual, "--class-mode") || !strings.Contains(manual, "linkwanctl joinperm update --id 123 --class-mode A") {
		t.Errorf("the man page has no example: %s", manual)
	}
	checkCompletion(t, root)
}

// checkCompletion has bash find the script where packages put theirs, and complete a word.
func checkCompletion(t *testing.T, root string) {
	t.Helper()
	const library = "/usr/share/bash-completion/bash_completion"
	if _, err := os.Stat(library); err != nil {
		t.Skip("completion cannot be tried here: bash-completion is not installed")
	}
	got := run(t, []string{"XDG_DATA_DIRS=" + filepath.Join(root, "usr/share"), "ROOT=" + root}, need(t, "bash"), "--norc", "-c", `
PATH=$ROOT/usr/bin:$PATH
. `+library+`
_completion_loader linkwanctl
COMP_LINE='linkwanctl joinperm upd' COMP_POINT=23 COMP_CWORD=2 COMP_WORDS=(linkwanctl joinperm upd) COMP_TYPE=9
compopt() { :; }
__start_linkwanctl
printf '%s\n' "${COMPREPLY[@]}"`)
	if strings.TrimSpace(got) != "update" {
		t.Errorf("TAB after upd offers %q", got)
	}
}

// tree is every path below a root, but for dpkg's own notes.
func tree(t *testing.T, root string) (paths []string) {
	t.Helper()
	err := filepath.WalkDir(root, func(path string, _ fs.DirEntry, err error) error {
		if name := strings.TrimPrefix(path, root); !strings.HasPrefix(name, "/var/lib/dpkg/") {
			paths = append(paths, name)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return paths
}
