package release

import (
	"crypto/x509"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"
)

// The image is built from the Containerfile with buildah, which needs no daemon, and run by it. It
// takes ten seconds: the binary is copied for each layer and container.
func TestTheImageDoesItsJobWithoutRights(t *testing.T) {
	t.Parallel()
	onLinux(t)
	storage := t.TempDir()
	global := []string{need(t, "buildah"), "--root", filepath.Join(storage, "root"), "--runroot", filepath.Join(storage, "run"), "--storage-driver", "vfs"}
	if os.Geteuid() != 0 {
		t.Skip("cannot be tried here: buildah's chroot isolation takes root")
	}
	run(t, []string{"BUILDER=" + strings.Join(global, " "), "BUILDAH_ISOLATION=chroot"}, filepath.Join(top, "tools", "release", "image"), "localhost/linkwanctl")
	_, version, _ := strings.Cut(strings.TrimSuffix(artefact(t, "_SHA256SUMS"), "_SHA256SUMS"), "linkwanctl_")
	const image = `{{.OCIv1.Architecture}} {{.OCIv1.Config.User}} {{index .OCIv1.Config.Labels "org.opencontainers.image.version"}}`
	buildah := func(args ...string) string {
		t.Helper()
		return strings.TrimSpace(run(t, nil, append(global, args...)...))
	}
	if got := buildah("inspect", "--type", "image", "--format", image, "localhost/linkwanctl:arm64"); got != "arm64 65532:65532 "+version {
		t.Errorf("the other image is for %s", got)
	}
	// container makes one; its command starts the program in it.
	container := func(options ...string) (files string, command []string) {
		name := buildah("from", "--pull-never", "localhost/linkwanctl:"+runtime.GOARCH)
		command = slices.Concat(global, []string{"run", "--isolation", "chroot"}, options, []string{name, "--", "/usr/bin/linkwanctl"})
		return buildah("mount", name), command
	}
	files, inside := container()
	checkSystem(t, files)
	checkJob(t, printed(t, append(inside, mainJob...)))
	// Its state shows whose process it was.
	if out := run(t, nil, "stat", "-c", "%u", filepath.Join(files, "home/linkwanctl/.local/state/linkwanctl")); strings.TrimSpace(out) != "65532" {
		t.Errorf("the program ran as user %s", out)
	}
	_, asAnother := container("--user", "4242:0")
	checkJob(t, printed(t, append(asAnother, mainJob...)))
}

// printed is what a command in a container prints. On a busy machine buildah's chroot isolation
// loses all of it once in a hundred times, for any program.
func printed(t *testing.T, command []string) (out string) {
	t.Helper()
	for range 5 {
		if out = run(t, nil, command...); out != "" {
			break
		}
	}
	return out
}

// checkSystem looks for what a static program needs of a system, and that nothing else is there.
func checkSystem(t *testing.T, root string) {
	t.Helper()
	roots := x509.NewCertPool()
	if text, err := os.ReadFile(filepath.Join(root, "etc/ssl/certs/ca-certificates.crt")); err != nil || !roots.AppendCertsFromPEM(text) {
		t.Errorf("there are no CA certificates, %v", err)
	}
	zone, err := os.ReadFile(filepath.Join(root, "usr/share/zoneinfo/Asia/Shanghai"))
	if err == nil {
		_, err = time.LoadLocationFromTZData("Asia/Shanghai", zone)
	}
	if err != nil {
		t.Errorf("the time zone is not there: %v", err)
	}
	for _, name := range []string{"LICENSE", "THIRD_PARTY_LICENSES"} {
		if _, err := os.Stat(filepath.Join(root, "usr/share/doc/linkwanctl", name)); err != nil {
			t.Error(err)
		}
	}
	if programs, err := os.ReadDir(filepath.Join(root, "usr/bin")); err != nil || len(programs) != 1 {
		t.Errorf("%d programs are in it, %v", len(programs), err)
	}
}
