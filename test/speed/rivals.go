//go:build unix

package main

import (
	"errors"
	"fmt"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// rival is a program beside linkwanctl, and what it is run with. What it does not do has no command.
type rival struct {
	name           string
	start, call    []string
	together       []string // 100 calls in one process
	remark         string
	size, startKB  int64
	callKB         int64
	startMS, allMS float64
	callMS, oneMS  float64
}

// measureRivals sets linkwanctl beside other programs, in turn in the same minutes and against the
// same emulator, and prints a table. It holds nothing: what is promised is measured elsewhere.
func measureRivals(program, folder string) error {
	for path, source := range map[string]string{"hello": "./test/speed/hello", "bare": "./test/speed/bare", "peak": "./test/speed/peak"} {
		if err := build(filepath.Join(folder, path), source); err != nil {
			return err
		}
	}
	vendor := filepath.Join(folder, "vendor")
	if err := buildIn("test/conformance", vendor, "./call"); err != nil {
		return err
	}
	data, manifest := filepath.Join(folder, "rivals.db"), filepath.Join(folder, "rivals.yaml")
	if err := fillElsewhere(data, hundred); err != nil {
		return err
	}
	environment, stop, err := startEmulator(program, data)
	if err != nil {
		return err
	}
	defer stop()
	earlier := filepath.Join(folder, "state")
	if _, err := inState(updateBy(program), environment, earlier); err != nil {
		return err
	}
	rivals := []*rival{
		{name: "`linkwanctl`", start: []string{program, "version"}, call: updateBy(program), together: []string{program, "joinperm", "apply", "-f", manifest, "--yes"}},
		{name: "bare Go program", start: []string{filepath.Join(folder, "hello")}},
		{name: "bare Cobra program", start: []string{filepath.Join(folder, "bare"), "version"}},
		{name: "vendor's SDK core", start: []string{vendor, "version"}, call: []string{vendor}, together: []string{vendor, strconv.Itoa(hundred)}},
	}
	if vendors, err := vendorsCLI(environment); err == nil {
		rivals = append(rivals, vendors)
	} else {
		fmt.Printf("no aliyun: %v\n\n", err)
	}
	m := match{rivals, environment, append(slices.Clone(environment), "LINKWANCTL_QPS=0"), earlier, manifest, filepath.Join(folder, "peak")}
	if err := errors.Join(m.sizes(), m.medians(), m.hundreds()); err != nil {
		return err
	}
	m.print()
	return nil
}

// vendorsCLI is the vendor's command line, if it is on PATH. One that cannot call the emulator, which
// speaks HTTP, is compared by its start and size alone.
func vendorsCLI(environment []string) (*rival, error) {
	path, err := exec.LookPath("aliyun")
	if err != nil {
		return nil, err
	}
	if path, err = filepath.EvalSymlinks(path); err != nil {
		return nil, err
	}
	values := map[string]string{}
	for _, variable := range environment {
		name, value, _ := strings.Cut(variable, "=")
		values[name] = value
	}
	call := []string{
		path, "linkwan", "UpdateOwnedLocalJoinPermission", "--JoinPermissionId", "123", "--ClassMode", "A",
		"--force", "--version", "2019-03-01", "--region", "cn-shanghai", "--endpoint", strings.TrimPrefix(values["LINKWANCTL_ENDPOINT"], "http://"),
		"--mode", "AK", "--access-key-id", values["ALIBABA_CLOUD_ACCESS_KEY_ID"], "--access-key-secret", values["ALIBABA_CLOUD_ACCESS_KEY_SECRET"],
	}
	r := &rival{name: "`aliyun`", start: []string{path, "version"}, call: call}
	if _, err := inState(call, environment, ""); err != nil {
		r.call, r.remark = nil, fmt.Sprintf("`aliyun` did not call the emulator: %v", err)
	}
	return r, nil
}
