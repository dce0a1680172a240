//go:build unix

package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// Which version of the vendor's command line is on PATH, and whether it calls an emulator over HTTP,
// is not known beforehand.
func TestTheVendorsCommandLineIsComparedAsFarAsItGoes(t *testing.T) {
	environment := []string{"LINKWANCTL_ENDPOINT=http://127.0.0.1:1234", "ALIBABA_CLOUD_ACCESS_KEY_ID=id", "ALIBABA_CLOUD_ACCESS_KEY_SECRET=of-a-test"}
	folder := t.TempDir()
	t.Setenv("PATH", folder)
	if _, err := vendorsCLI(environment); err == nil {
		t.Error("one was found where there is none")
	}
	for script, want := range map[string]struct {
		called bool
		remark string
	}{
		"#!/bin/sh\ncase \"$*\" in *'UpdateOwnedLocalJoinPermission '*'--endpoint 127.0.0.1:1234 '*'--access-key-id id --access-key-secret of-a-test') ;; *) exit 1;; esac\n": {called: true},
		"#!/bin/sh\necho no endpoint >&2; exit 1\n": {remark: "no endpoint"},
	} {
		if err := os.WriteFile(filepath.Join(folder, "aliyun"), []byte(script), 0o700); err != nil {
			t.Fatal(err)
		}
		r, err := vendorsCLI(environment)
		if err != nil {
			t.Fatal(err)
		}
		if (r.call != nil) != want.called || !strings.Contains(r.remark, want.remark) || len(r.start) != 2 {
			t.Errorf("%q: call %q, remark %q", script, r.call, r.remark)
		}
	}
}

func TestAFigureIsSetBesideLinkwanctls(t *testing.T) {
	t.Parallel()
	for want, values := range map[string][2]float64{"–": {0, 4}, "3.0 ms, 0.75×": {3, 4}, "300 ms, 1.50×": {300, 200}} {
		if got := figure(values[0], values[1], "ms"); got != want {
			t.Errorf("%v: %s, want %s", values, got, want)
		}
	}
}
