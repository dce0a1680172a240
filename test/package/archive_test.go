package release

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/gzip"
	"encoding/json"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

// Each archive has the program, both licences, and the pages and completions as they are committed.
func TestEachArchiveIsWhole(t *testing.T) {
	t.Parallel()
	for _, platform := range []string{"linux_amd64", "linux_arm64", "darwin_amd64", "darwin_arm64", "windows_amd64", "windows_arm64"} {
		program, read, end := "linkwanctl", readTar, ".tar.gz"
		if strings.HasPrefix(platform, "windows") {
			program, read, end = "linkwanctl.exe", readZip, ".zip"
		}
		files := read(t, artefact(t, "_"+platform+end))
		if len(files[program]) < 1<<20 {
			t.Errorf("%s: %s has %d bytes", platform, program, len(files[program]))
		}
		delete(files, program)
		wanted := []string{"LICENSE", "THIRD_PARTY_LICENSES", "README.md", "README.zh-CN.md", "CHANGELOG.md"}
		for _, name := range []string{"_linkwanctl", "linkwanctl.bash", "linkwanctl.fish", "linkwanctl.ps1"} {
			wanted = append(wanted, "completions/"+name)
		}
		for _, name := range pages(t) {
			wanted = append(wanted, "man/"+name)
		}
		for _, name := range wanted {
			if text, err := os.ReadFile(filepath.Join(top, name)); err != nil || !bytes.Equal(files[name], text) {
				t.Errorf("%s: %s is missing or differs from the committed one, %v", platform, name, err)
			}
			delete(files, name)
		}
		for name := range files {
			t.Errorf("%s: %s is not expected there", platform, name)
		}
	}
}

// The release has the bytes of make build, which tools/reproducible builds twice.
func TestTheReleasedBinaryIsWhatMakeBuilds(t *testing.T) {
	t.Parallel()
	for _, goos := range []string{"linux", "windows"} {
		released := artefact(t, "_"+goos+"_amd64_*")
		entries, err := os.ReadDir(released)
		if err != nil || len(entries) != 1 {
			t.Fatalf("%d programs, %v", len(entries), err)
		}
		built := filepath.Join(t.TempDir(), "linkwanctl")
		cmd := exec.CommandContext(t.Context(), need(t, "make"), "-s", "-C", top, "build", "BINARY="+built)
		cmd.Env = append(os.Environ(), "GOOS="+goos, "GOARCH=amd64")
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("%v: %s", err, out)
		}
		got, err := os.ReadFile(filepath.Join(released, entries[0].Name()))
		want, err2 := os.ReadFile(built)
		if err = errors.Join(err, err2); err != nil || !bytes.Equal(got, want) {
			t.Errorf("%s: released are %d bytes, built are %d others, %v", goos, len(got), len(want), err)
		}
	}
}

func TestTheArchivedProgramDoesItsJob(t *testing.T) {
	t.Parallel()
	onLinux(t)
	directory := t.TempDir()
	run(t, nil, need(t, "tar"), "-xzf", artefact(t, "_linux_"+runtime.GOARCH+".tar.gz"), "-C", directory)
	doesItsJob(t, filepath.Join(directory, "linkwanctl"))
}

// The other architecture's program runs under an emulator of its processor.
func TestTheARM64ProgramDoesItsJob(t *testing.T) {
	t.Parallel()
	onLinux(t)
	if runtime.GOARCH == "arm64" {
		t.Skip("this machine runs it without an emulator, in the other tests")
	}
	directory := t.TempDir()
	run(t, nil, need(t, "tar"), "-xzf", artefact(t, "_linux_arm64.tar.gz"), "-C", directory)
	doesItsJob(t, need(t, "qemu-aarch64-static"), filepath.Join(directory, "linkwanctl"))
}

func TestEachBinaryHasABillOfMaterials(t *testing.T) {
	t.Parallel()
	for _, platform := range []string{"linux_amd64", "linux_arm64", "darwin_amd64", "darwin_arm64", "windows_amd64", "windows_arm64"} {
		text, err := os.ReadFile(artefact(t, "_"+platform+".cdx.json"))
		var bill struct {
			BOMFormat  string
			Components []struct{ Name string }
		}
		if err == nil {
			err = json.Unmarshal(text, &bill)
		}
		if err != nil || bill.BOMFormat != "CycloneDX" || len(bill.Components) < 10 {
			t.Errorf("%s: %q with %d components, %v", platform, bill.BOMFormat, len(bill.Components), err)
		}
	}
}

func readTar(t *testing.T, path string) map[string][]byte {
	t.Helper()
	file, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	unzipped, err := gzip.NewReader(file)
	if err != nil {
		t.Fatal(err)
	}
	files, reader := map[string][]byte{}, tar.NewReader(unzipped)
	for {
		header, err := reader.Next()
		if errors.Is(err, io.EOF) {
			return files
		}
		if err != nil {
			t.Fatal(err)
		}
		if header.Typeflag != tar.TypeReg {
			continue
		}
		if files[header.Name], err = io.ReadAll(reader); err != nil {
			t.Fatal(err)
		}
	}
}

func readZip(t *testing.T, path string) map[string][]byte {
	t.Helper()
	archive, err := zip.OpenReader(path)
	if err != nil {
		t.Fatal(err)
	}
	defer archive.Close()
	files := map[string][]byte{}
	for _, entry := range archive.File {
		reader, err := entry.Open()
		if err != nil {
			t.Fatal(err)
		}
		files[entry.Name], err = io.ReadAll(reader)
		if err = errors.Join(err, reader.Close()); err != nil {
			t.Fatal(err)
		}
	}
	return files
}
