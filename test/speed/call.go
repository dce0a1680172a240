//go:build unix

package main

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"fmt"
	"io"
	"log"
	"math/big"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"time"

	"linkwanctl/internal/emulator"
)

// One call beside a program on the vendor's SDK core that does the same, by median.
const (
	callRuns   = 100
	httpRatio  = 1.35
	httpsRatio = 1.25
)

// systemRoots are the files that may hold the certificates that a system trusts.
var systemRoots = []string{"/etc/ssl/certs/ca-certificates.crt", "/etc/pki/tls/certs/ca-bundle.crt", "/etc/ssl/ca-bundle.pem", "/etc/ssl/cert.pem"}

// measureCalls does one update over HTTP and over HTTPS, in turn with the vendor's program.
func measureCalls(program, folder string) error {
	vendor := filepath.Join(folder, "vendor")
	if err := buildIn("test/conformance", vendor, "./call"); err != nil {
		return err
	}
	service, err := emulator.Open(emulator.Options{Data: filepath.Join(folder, "calls.db")})
	if err != nil {
		return err
	}
	defer func() { _ = service.Close() }()
	plain := httptest.NewServer(service)
	defer plain.Close()
	secure, roots, err := serveTLS(service, folder)
	if err != nil {
		return err
	}
	defer secure.Close()
	key := emulator.Owner()
	environment := []string{
		"HOME=" + folder, "PATH=" + os.Getenv("PATH"), "SSL_CERT_FILE=" + roots, "SSL_CERT_DIR=" + filepath.Join(folder, "none"),
		"ALIBABA_CLOUD_ACCESS_KEY_ID=" + key.AccessKeyID(), "ALIBABA_CLOUD_ACCESS_KEY_SECRET=" + key.AccessKeySecret(),
	}
	ours := updateBy(program)
	return errors.Join(
		beside("HTTP", ours, []string{vendor}, append(slices.Clone(environment), "LINKWANCTL_ENDPOINT="+plain.URL), httpRatio),
		beside("HTTPS", ours, []string{vendor}, append(slices.Clone(environment), "LINKWANCTL_ENDPOINT="+secure.URL), httpsRatio),
	)
}

// beside runs both commands in turn and holds the ratio of their medians, measured anew where the
// machine was busy.
func beside(name string, ours, vendor, environment []string, most float64) error {
	earlier, err := os.MkdirTemp("", "speed")
	if err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(earlier) }()
	if _, err := inState(ours, environment, earlier); err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	for try := 1; ; try++ {
		samples, err := sampled(map[string][]string{"linkwanctl": ours, "vendor": vendor}, callRuns, environment, earlier)
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		medians := [2]float64{milliseconds(samples["linkwanctl"]), milliseconds(samples["vendor"])}
		ratio := medians[0] / medians[1]
		fmt.Printf("one call over %-5s %6.2f ms, vendor's SDK core %6.2f ms: %.2f times (at most %.2f)\n", name, medians[0], medians[1], ratio, most)
		switch {
		case ratio <= most:
			return nil
		case try == 3:
			return fmt.Errorf("one call over %s takes %.2f times as long as the vendor's", name, ratio)
		}
	}
}

// serveTLS serves over HTTPS and gives the file of the certificates to trust: those of the system,
// which a program reads all of, and its own.
func serveTLS(service http.Handler, folder string) (*httptest.Server, string, error) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return nil, "", err
	}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1), NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour),
		IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)}, IsCA: true, BasicConstraintsValid: true,
	}
	certificate, err := x509.CreateCertificate(rand.Reader, template, template, key.Public(), key)
	if err != nil {
		return nil, "", err
	}
	var bundle []byte
	for _, path := range systemRoots {
		if bundle, err = os.ReadFile(path); err == nil { //nolint:gosec // one of systemRoots
			break
		}
	}
	bundle = append(bundle, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: certificate})...)
	roots := filepath.Join(folder, "roots.pem")
	if err := os.WriteFile(roots, bundle, 0o600); err != nil { //nolint:gosec // the folder is a temporary one
		return nil, "", err
	}
	server := httptest.NewUnstartedServer(service)
	server.TLS = &tls.Config{Certificates: []tls.Certificate{{Certificate: [][]byte{certificate}, PrivateKey: key}}}
	server.Config.ErrorLog = log.New(io.Discard, "", 0)
	server.StartTLS()
	return server, roots, nil
}

// buildIn builds a program of another module as build does one of this.
func buildIn(module, path, source string) error {
	command := exec.Command("go", "build", "-C", module, "-tags", "nethttpomithttp2", "-trimpath", "-buildvcs=false", "-ldflags", "-s -w", "-o", path+".linked", source)
	command.Stderr = os.Stderr
	if err := command.Run(); err != nil {
		return fmt.Errorf("build %s: %w", source, err)
	}
	return exec.Command("cp", path+".linked", path).Run()
}
