// Package manifest reads and writes manifests: files in which people keep what their join
// permissions should be, as YAML, JSON or CSV.
//
// It owns the syntax, the places of mistakes and the rules between rows. The rules of values are
// joinperm's. It knows neither the live permissions nor flags: what a row means against them is the
// plan's.
package manifest

import (
	"io"
	"slices"
	"strings"

	"linkwanctl/internal/i18n"
	"linkwanctl/internal/joinperm"
)

// Row is one permission as a manifest wants it. What is not given stays as it is.
type Row struct {
	Place string // file:line:column, counted from 1; CSV has no column
	// ID or, where the row has none, Name is the key that names the permission. One of them is
	// empty.
	ID, Name string
	// Set has the normalised values in the order of joinperm.Fields: the name among them where the
	// ID names the row.
	Set     []joinperm.Assignment
	Enabled joinperm.Bool // "true", "false" or, where it is not given, ""
}

// Source is one file of a manifest.
type Source struct {
	Name   string // its path, or "-" for standard input
	Reader io.Reader
}

// Options say how the files are written.
type Options struct {
	Encoding string // one of Encodings, or "" for UTF-8
	Format   string // one of Formats, or "": by the file's name, else by its content
}

// Formats are the formats of manifests.
func Formats() []string { return []string{formatYAML, formatJSON, formatCSV} }

// Encodings are the encodings of manifests.
func Encodings() []string { return []string{encodingUTF8, encodingGBK} }

const (
	formatYAML = "yaml"
	formatJSON = "json"
	formatCSV  = "csv"

	encodingUTF8 = "utf-8"
	encodingGBK  = "gbk"
)

// The limits of a manifest, all its files together.
const (
	mostBytes = 4 << 20
	mostRows  = 10_000
	// 10,000 rows with every key, in JSON with a line for each, have some 300,000.
	mostValues = 500_000
)

// Read reads the files of one manifest in their order. Everything that is wrong comes as one
// *Error, and then there are no rows. An option that is not in its list is another error; its case
// does not matter.
func Read(sources []Source, o Options) ([]Row, error) {
	o.Format, o.Encoding = strings.ToLower(o.Format), strings.ToLower(o.Encoding)
	if o.Format != "" && !slices.Contains(Formats(), o.Format) || o.Encoding != "" && !slices.Contains(Encodings(), o.Encoding) {
		return nil, i18n.Errorf("read manifest: unknown format %q or encoding %q", o.Format, o.Encoding)
	}
	r := newReading(o)
	for i, source := range sources {
		r.read(i, source)
	}
	return r.result()
}
