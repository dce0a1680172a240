package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
)

// module is a module of which at least one package is linked into the program.
type module struct {
	Path, Version, Dir string
	platforms          []string // those that link it
	sources            []string // its files that are linked, on any of them
}

// listed is what the go command tells of a package.
type listed struct {
	Dir      string
	Standard bool
	Module   *struct {
		Path, Version, Dir string
		Main               bool
	}
	GoFiles, SFiles, EmbedFiles []string
}

// linked gives the modules that are linked into the program on the platforms, sorted by path. The
// standard library and the product itself are not among them.
func linked(o options) ([]module, error) {
	found := map[string]*module{}
	for platform := range strings.FieldsSeq(o.platforms) {
		packages, err := list(o, platform)
		if err != nil {
			return nil, err
		}
		for _, p := range packages {
			if p.Standard || p.Module == nil || p.Module.Main {
				continue
			}
			m := found[p.Module.Path]
			if m == nil {
				m = &module{Path: p.Module.Path, Version: p.Module.Version, Dir: p.Module.Dir}
				found[m.Path] = m
			}
			m.add(platform, p)
		}
	}
	var modules []module
	for _, path := range slices.Sorted(maps.Keys(found)) {
		modules = append(modules, *found[path])
	}
	if modules == nil {
		return nil, errors.New("list packages: nothing is linked; are the platforms named?")
	}
	return modules, nil
}

func (m *module) add(platform string, p listed) {
	if !slices.Contains(m.platforms, platform) {
		m.platforms = append(m.platforms, platform)
	}
	for _, name := range slices.Concat(p.GoFiles, p.SFiles, p.EmbedFiles) {
		if path := filepath.Join(p.Dir, name); !slices.Contains(m.sources, path) {
			m.sources = append(m.sources, path)
		}
	}
}

// list asks the go command for the packages of the program on one platform, as it is released:
// without cgo.
func list(o options, platform string) ([]listed, error) {
	goos, goarch, ok := strings.Cut(platform, "/")
	if !ok {
		return nil, fmt.Errorf("list packages: platform %q is not GOOS/GOARCH", platform)
	}
	var stderr bytes.Buffer
	command := exec.Command("go", "list", "-deps", "-json=Dir,Standard,Module,GoFiles,SFiles,EmbedFiles", "./"+o.program) //nolint:gosec // the flag is the Makefile's
	command.Dir = o.root
	command.Env = append(os.Environ(), "GOOS="+goos, "GOARCH="+goarch, "CGO_ENABLED=0")
	command.Stderr = &stderr
	out, err := command.Output()
	if err != nil {
		return nil, fmt.Errorf("list packages for %s: %w\n%s", platform, err, stderr.Bytes())
	}
	var packages []listed
	for decoder := json.NewDecoder(bytes.NewReader(out)); ; {
		var p listed
		if err := decoder.Decode(&p); errors.Is(err, io.EOF) {
			return packages, nil
		} else if err != nil {
			return nil, fmt.Errorf("list packages for %s: %w", platform, err)
		}
		packages = append(packages, p)
	}
}
