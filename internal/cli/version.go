package cli

import (
	"cmp"
	"fmt"
	"runtime"
	"runtime/debug"

	"github.com/spf13/cobra"

	"linkwanctl/internal/output"
)

// Build is what the build stamped into the program.
type Build struct{ Version, Commit, Date string }

// Complete fills what was not stamped from what the Go tool recorded.
func (b Build) Complete() Build {
	if b.Version != "" && b.Commit != "" && b.Date != "" {
		return b
	}
	info, ok := debug.ReadBuildInfo()
	if !ok {
		info = &debug.BuildInfo{}
	}
	recorded := Build{Version: info.Main.Version}
	for _, setting := range info.Settings {
		switch setting.Key {
		case "vcs.revision":
			recorded.Commit = setting.Value
		case "vcs.time":
			recorded.Date = setting.Value
		}
	}
	return Build{
		Version: cmp.Or(b.Version, recorded.Version, "(devel)"),
		Commit:  cmp.Or(b.Commit, recorded.Commit, "unknown"),
		Date:    cmp.Or(b.Date, recorded.Date, "unknown"),
	}
}

func (b Build) text() string {
	return fmt.Sprintf("linkwanctl %s\ncommit     %s\nbuilt      %s\ngo         %s %s/%s\n",
		b.Version, b.Commit, b.Date, runtime.Version(), runtime.GOOS, runtime.GOARCH)
}

func newVersion(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "version",
		Short: "Show the version, its commit and date, and the Go version",
		Long:  "Show the version, its commit and date, and the Go version. It reads no settings and no\ncredentials. linkwanctl --version does the same.",
		Example: `  linkwanctl version
  linkwanctl version -o json --query Version`,
		Args: noArgs,
		RunE: func(*cobra.Command, []string) error { return runVersion(a) },
	}
}

func runVersion(a *app) error {
	printer, err := a.bare(a.formGiven)
	if err != nil {
		return err
	}
	document := struct{ Version, Commit, Date, Go, Platform string }{
		a.Build.Version, a.Build.Commit, a.Build.Date, runtime.Version(), runtime.GOOS + "/" + runtime.GOARCH,
	}
	if err := printer.Result(output.Result{Document: document, Text: a.Build.text()}); err != nil {
		return outputFailure(err)
	}
	return nil
}
