// Command rootfs writes what a container image of a static program needs beside it: in system, CA
// certificates, time zones and the names of its users; in home, its user's home. The certificates are Mozilla's, as
// golang.org/x/crypto ships them, and the zones are those of the Go toolchain: both are pinned, so
// that the image does not depend on the machine that builds it.
package main

import (
	"archive/zip"
	"bytes"
	"encoding/pem"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"golang.org/x/crypto/x509roots/fallback/bundle"
)

const (
	users  = "root:x:0:0:root:/:/sbin/nologin\nlinkwanctl:x:65532:65532:linkwanctl:/home/linkwanctl:/sbin/nologin\n"
	groups = "root:x:0:\nlinkwanctl:x:65532:\n"
)

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: rootfs DIRECTORY")
		os.Exit(2)
	}
	if err := write(os.Args[1]); err != nil {
		fmt.Fprintln(os.Stderr, "rootfs:", err)
		os.Exit(1)
	}
}

func write(root string) error {
	files := map[string][]byte{
		"etc/passwd":                        []byte(users),
		"etc/group":                         []byte(groups),
		"etc/ssl/certs/ca-certificates.crt": certificates(),
	}
	if err := addZones(files); err != nil {
		return err
	}
	for name, text := range files {
		path := filepath.Join(root, "system", filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil { //nolint:gosec // the image's user has to read them
			return fmt.Errorf("make a directory: %w", err)
		}
		if err := os.WriteFile(path, text, 0o644); err != nil { //nolint:gosec // the image's user has to read them
			return fmt.Errorf("write a file: %w", err)
		}
	}
	home := filepath.Join(root, "home", "linkwanctl")
	if err := os.MkdirAll(home, 0o775); err != nil { //nolint:gosec // its group may write
		return fmt.Errorf("make a directory: %w", err)
	}
	if err := os.Chmod(home, 0o775); err != nil { //nolint:gosec // its group may write, whatever the umask is
		return fmt.Errorf("open the home to its group: %w", err)
	}
	return nil
}

// certificates leaves out the roots that are trusted under a condition: a PEM file cannot say it.
func certificates() []byte {
	var text bytes.Buffer
	for root := range bundle.Roots() {
		if root.Constraint == nil {
			text.Write(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: root.Certificate}))
		}
	}
	return text.Bytes()
}

func addZones(files map[string][]byte) error {
	goroot, err := exec.Command("go", "env", "GOROOT").Output()
	if err != nil {
		return fmt.Errorf("find the Go toolchain: %w", err)
	}
	zones, err := zip.OpenReader(filepath.Join(strings.TrimSpace(string(goroot)), "lib", "time", "zoneinfo.zip"))
	if err != nil {
		return fmt.Errorf("open the time zones: %w", err)
	}
	defer zones.Close()
	for _, file := range zones.File {
		if strings.HasSuffix(file.Name, "/") {
			continue
		}
		text, err := contents(file)
		if err != nil {
			return fmt.Errorf("read the time zone %s: %w", file.Name, err)
		}
		files["usr/share/zoneinfo/"+file.Name] = text
	}
	return nil
}

func contents(file *zip.File) ([]byte, error) {
	reader, err := file.Open()
	if err != nil {
		return nil, err
	}
	defer reader.Close()
	return io.ReadAll(reader)
}
