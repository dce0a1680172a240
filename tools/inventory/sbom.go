package main

import (
	"bytes"
	"debug/buildinfo"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"runtime/debug"
	"slices"
	"strings"

	cdx "github.com/CycloneDX/cyclonedx-go"
	"github.com/CycloneDX/cyclonedx-gomod/pkg/generate/app"
	"github.com/rs/zerolog"
)

const generatorModule = "github.com/CycloneDX/cyclonedx-gomod"

// sbom writes the CycloneDX bill of materials of a binary: what cyclonedx-gomod finds in the source
// for the binary's platform, with the licences of this inventory. It fails where the binary itself
// names other modules.
func sbom(o options, stdout io.Writer, rules policy) error {
	binary, err := buildinfo.ReadFile(o.binary)
	if err != nil {
		return fmt.Errorf("read %s: %w", o.binary, err)
	}
	o.platforms = setting(binary, "GOOS") + "/" + setting(binary, "GOARCH")
	all, err := inventory(o, rules)
	if err != nil {
		return err
	}
	bill, err := generate(o, binary)
	if err != nil {
		return err
	}
	if err := failure(compare(*bill.Components, binary)); err != nil {
		return err
	}
	license(bill, all)
	var text bytes.Buffer
	if err := cdx.NewBOMEncoder(&text, cdx.BOMFileFormatJSON).SetPretty(true).SetEscapeHTML(false).Encode(bill); err != nil {
		return fmt.Errorf("encode the bill: %w", err)
	}
	if err := os.WriteFile(o.out, text.Bytes(), 0o644); err != nil { //nolint:gosec // it is for everyone to read
		return fmt.Errorf("write the bill: %w", err)
	}
	fmt.Fprintf(stdout, "%s names the %d modules of %s, and %s\n", o.out, len(binary.Deps), o.binary, binary.GoVersion)
	return nil
}

// generate has no clock, no serial number and no digest of the generator in its bill, so that the
// same source gives the same bill.
func generate(o options, binary *debug.BuildInfo) (*cdx.BOM, error) {
	// The generator asks the go command, in this process's environment.
	for _, key := range []string{"GOOS", "GOARCH", "CGO_ENABLED"} {
		if err := os.Setenv(key, setting(binary, key)); err != nil {
			return nil, fmt.Errorf("generate the bill: %w", err)
		}
	}
	generator, err := app.NewGenerator(o.root, app.WithMainDir(o.program), app.WithIncludeStdlib(true),
		app.WithLogger(zerolog.New(os.Stderr).Level(zerolog.WarnLevel)))
	if err != nil {
		return nil, fmt.Errorf("generate the bill: %w", err)
	}
	bill, err := generator.Generate()
	if err != nil {
		return nil, fmt.Errorf("generate the bill: %w", err)
	}
	if bill.Metadata == nil || bill.Metadata.Component == nil || bill.Components == nil || bill.Dependencies == nil {
		return nil, errors.New("generate the bill: it has no components")
	}
	bill.Metadata.Tools = &cdx.ToolsChoice{Components: &[]cdx.Component{
		{Type: cdx.ComponentTypeApplication, Name: generatorModule, Version: generatorVersion()},
	}}
	stamp(bill, o.version)
	return bill, nil
}

// stamp gives the program the version that its build has. The generator's own is of the latest
// tag's commit, not of the one that is built.
func stamp(bill *cdx.BOM, version string) {
	program := bill.Metadata.Component
	oldRef, old, wanted := program.BOMRef, "@"+program.Version, "@"+version
	program.Version = version
	program.BOMRef = strings.Replace(program.BOMRef, old, wanted, 1)
	program.PackageURL = strings.Replace(program.PackageURL, old, wanted, 1)
	for i, d := range *bill.Dependencies {
		if d.Ref == oldRef {
			(*bill.Dependencies)[i].Ref = program.BOMRef
		}
	}
}

// license puts the inventory's licences into the bill.
func license(bill *cdx.BOM, all []terms) {
	bill.Metadata.Component.Licenses = &cdx.Licenses{{License: &cdx.License{ID: "Apache-2.0"}}}
	components := *bill.Components
	for i := range components {
		for _, t := range all {
			if t.Path != components[i].Name {
				continue
			}
			choice := cdx.LicenseChoice{Expression: t.expression()}
			if len(t.licences) == 1 {
				choice = cdx.LicenseChoice{License: &cdx.License{ID: t.licences[0]}}
			}
			components[i].Licenses = &cdx.Licenses{choice}
		}
	}
}

// compare holds the bill's components against what the linker wrote into the binary, each way.
func compare(components []cdx.Component, binary *debug.BuildInfo) (problems []string) {
	linked := map[string]bool{"std " + binary.GoVersion: true}
	for _, d := range binary.Deps {
		linked[d.Path+" "+d.Version] = true
	}
	for _, c := range components {
		name := c.Name + " " + c.Version
		if !linked[name] {
			problems = append(problems, name+" is in the bill and not in the binary")
		}
		delete(linked, name)
	}
	for _, name := range slices.Sorted(maps.Keys(linked)) {
		problems = append(problems, name+" is in the binary and not in the bill")
	}
	return problems
}

func setting(binary *debug.BuildInfo, key string) string {
	for _, s := range binary.Settings {
		if s.Key == key {
			return s.Value
		}
	}
	return ""
}

func generatorVersion() string {
	if own, ok := debug.ReadBuildInfo(); ok {
		for _, d := range own.Deps {
			if d.Path == generatorModule {
				return d.Version
			}
		}
	}
	return ""
}
