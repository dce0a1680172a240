package main

import (
	"runtime/debug"
	"slices"
	"testing"

	cdx "github.com/CycloneDX/cyclonedx-go"
)

func TestBillNamesExactlyWhatTheBinaryNames(t *testing.T) {
	t.Parallel()
	binary := &debug.BuildInfo{
		GoVersion: "go1.26.8",
		Deps:      []*debug.Module{{Path: "a", Version: "v1.0.0"}, {Path: "b", Version: "v2.0.0"}},
	}
	std := cdx.Component{Name: "std", Version: "go1.26.8"}
	a, b := cdx.Component{Name: "a", Version: "v1.0.0"}, cdx.Component{Name: "b", Version: "v2.0.0"}
	for name, test := range map[string]struct {
		bill []cdx.Component
		want []string
	}{
		"the same": {[]cdx.Component{b, std, a}, nil},
		"one less": {[]cdx.Component{std, a}, []string{"b v2.0.0 is in the binary and not in the bill"}},
		"one more": {[]cdx.Component{std, a, b, {Name: "c", Version: "v3.0.0"}}, []string{"c v3.0.0 is in the bill and not in the binary"}},
		"another version": {[]cdx.Component{std, a, {Name: "b", Version: "v2.0.1"}}, []string{
			"b v2.0.1 is in the bill and not in the binary", "b v2.0.0 is in the binary and not in the bill",
		}},
		"another Go": {[]cdx.Component{{Name: "std", Version: "go1.26.0"}, a, b}, []string{
			"std go1.26.0 is in the bill and not in the binary", "std go1.26.8 is in the binary and not in the bill",
		}},
		"twice": {[]cdx.Component{std, a, a, b}, []string{"a v1.0.0 is in the bill and not in the binary"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if got := compare(test.bill, binary); !slices.Equal(got, test.want) {
				t.Errorf("problems %q, want %q", got, test.want)
			}
		})
	}
}

func TestBillHasTheStampedVersionInEveryPlace(t *testing.T) {
	t.Parallel()
	bill := &cdx.BOM{
		Metadata: &cdx.Metadata{Component: &cdx.Component{
			Version:    "v0.9.0",
			BOMRef:     "pkg:golang/app@v0.9.0?type=module#cmd/app",
			PackageURL: "pkg:golang/app@v0.9.0?goos=linux&type=module#cmd/app",
		}},
		Dependencies: &[]cdx.Dependency{
			{Ref: "pkg:golang/app@v0.9.0?type=module#cmd/app"},
			{Ref: "pkg:golang/lib@v0.9.0?type=module"},
		},
	}
	stamp(bill, "v0.9.0-3-gabc")
	program, dependencies := bill.Metadata.Component, *bill.Dependencies
	got := []string{program.Version, program.BOMRef, program.PackageURL, dependencies[0].Ref, dependencies[1].Ref}
	want := []string{
		"v0.9.0-3-gabc",
		"pkg:golang/app@v0.9.0-3-gabc?type=module#cmd/app",
		"pkg:golang/app@v0.9.0-3-gabc?goos=linux&type=module#cmd/app",
		"pkg:golang/app@v0.9.0-3-gabc?type=module#cmd/app",
		"pkg:golang/lib@v0.9.0?type=module",
	}
	if !slices.Equal(got, want) {
		t.Errorf("stamped %q, want %q", got, want)
	}
}

func TestBillHasTheLicencesOfTheInventory(t *testing.T) {
	t.Parallel()
	bill := &cdx.BOM{
		Metadata:   &cdx.Metadata{Component: &cdx.Component{}},
		Components: &[]cdx.Component{{Name: "one"}, {Name: "two"}},
	}
	license(bill, []terms{
		{module: module{Path: "two"}, licences: []string{"Apache-2.0", "MIT"}},
		{module: module{Path: "one"}, licences: []string{"ISC"}},
	})
	components := *bill.Components
	if got := (*components[0].Licenses)[0].License.ID; got != "ISC" {
		t.Errorf("licence %q of a module with one, want ISC", got)
	}
	if got := (*components[1].Licenses)[0].Expression; got != "Apache-2.0 AND MIT" {
		t.Errorf("expression %q of a module with two, want Apache-2.0 AND MIT", got)
	}
}
