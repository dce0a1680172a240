package cli

import (
	"errors"
	"io"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"linkwanctl/internal/i18n"
	"linkwanctl/internal/plan"
	"linkwanctl/internal/plan/manifest"
	"linkwanctl/internal/text"
)

// manifestFlags name a manifest and how it is written.
type manifestFlags struct {
	files   []string
	options manifest.Options
}

func addManifestFlags(cmd *cobra.Command, given *manifestFlags) {
	cmd.Flags().StringArrayVarP(&given.files, "file", "f", nil, "manifest `file`, - for standard input; repeatable")
	cmd.Flags().StringVar(&given.options.Encoding, "encoding", "", "encoding: utf-8 or gbk (default utf-8)")
	cmd.Flags().StringVar(&given.options.Format, "format", "", "format: yaml, json or csv (default by extension)")
	complete(cmd, "encoding", manifest.Encodings(), nil)
	complete(cmd, "format", manifest.Formats(), nil)
	completeFile(cmd, "file", manifestExtensions()...)
}

// manifestExtensions are those of files whose format is known by their names.
func manifestExtensions() []string { return []string{"yaml", "yml", "json", "csv"} }

// wants reads the manifest. Everything that is wrong with it is shown together, and nothing has
// been sent.
func (s *session) wants(given manifestFlags) ([]plan.Want, error) {
	if problems := given.problems(); len(problems) > 0 {
		return nil, s.own(refusedValues(problems, i18n.Raw("linkwanctl help manifest")))
	}
	rows, err := given.read(s.app.Stdin)
	var wrong *manifest.Error
	var file *os.PathError
	switch {
	case errors.As(err, &file):
		return nil, s.own(unreadable(i18n.T("the manifest"), file, i18n.Raw("linkwanctl help manifest")))
	case errors.As(err, &wrong) && wrong.Empty: // an account without permissions exports one
		s.printer.Warn(i18n.T("the manifest has no rows"))
	case errors.As(err, &wrong):
		return nil, s.own(manifestFailure(wrong))
	case err != nil:
		return nil, s.own(usage(i18n.Of(err)))
	}
	wants := make([]plan.Want, len(rows))
	for i, row := range rows {
		wants[i] = plan.Want{Place: row.Place, ID: row.ID, Name: row.Name, Set: row.Set, Enabled: row.Enabled}
	}
	return wants, nil
}

// read reads the files as one manifest. Its error is a *manifest.Error, or that of a file which
// cannot be opened.
func (given manifestFlags) read(stdin io.Reader) ([]manifest.Row, error) {
	var sources []manifest.Source
	for _, name := range given.files {
		if name == "-" {
			sources = append(sources, manifest.Source{Name: name, Reader: stdin})
			continue
		}
		file, err := os.Open(name) //nolint:gosec // the user names it
		if err != nil {
			return nil, err
		}
		defer func() { _ = file.Close() }()
		sources = append(sources, manifest.Source{Name: name, Reader: file})
	}
	return manifest.Read(sources, given.options)
}

// problems are the mistakes in the flags that say how a manifest is written.
func (given manifestFlags) problems() []text.Problem {
	var problems []text.Problem
	for _, c := range []struct {
		flag, value string
		known       []string
	}{{"--format", given.options.Format, manifest.Formats()}, {"--encoding", given.options.Encoding, manifest.Encodings()}} {
		if c.value != "" && !slices.Contains(c.known, strings.ToLower(c.value)) {
			problems = append(problems, text.Problem{Where: c.flag, Given: c.value, Rule: i18n.T("must be one of %s", strings.Join(c.known, ", "))})
		}
	}
	stdin := 0
	for _, name := range given.files {
		switch name {
		case "-":
			stdin++
		case "":
			problems = append(problems, text.Problem{Where: "--file", Rule: i18n.T(noFile)})
		}
	}
	if stdin > 1 {
		problems = append(problems, text.Problem{Where: "--file", Given: "-", Rule: i18n.T("is standard input, which can be read only once")})
	}
	return problems
}

func manifestFailure(e *manifest.Error) *failure {
	title := i18n.T("the manifest has 1 problem; nothing was sent")
	if n := len(e.Problems) + e.More; n != 1 {
		title = i18n.T("the manifest has %d problems; nothing was sent", n)
	}
	f := refusedValues(e.Problems, i18n.Raw("linkwanctl help manifest"))
	f.Title, f.Code = title, "InvalidManifest"
	if e.MaybeGBK {
		f.Hints = append(f.Hints, i18n.T("if the text is GBK, as Chinese Excel saves CSV, add:  --encoding gbk"))
	}
	if e.More > 0 {
		f.Hints = append(f.Hints, i18n.T("%d more problems are not shown", e.More))
	}
	return f
}
