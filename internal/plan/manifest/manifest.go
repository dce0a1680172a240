// Package manifest reads and writes manifests: files in which people keep what
// their join permissions should be, as YAML, JSON or CSV.
//
// It owns the syntax, the places of mistakes and the rules between rows. The
// rules of values are joinperm's. It knows neither the live permissions nor
// flags: what a row means against them is the plan's.
package manifest

import (
	"fmt"
	"io"
	"strconv"

	"linkwanctl/internal/joinperm"
)

// Row is one permission as a manifest wants it. What is not given is left alone.
type Row struct {
	Place Place
	// ID or, where the row has none, Name is the key that names the permission.
	// One of them is empty.
	ID, Name string
	// Set holds the normalised values in the order of joinperm.Fields: the name
	// among them where the ID names the row.
	Set     []joinperm.Assignment
	Enabled joinperm.Bool // "true", "false" or, where it is not given, ""
}

// Place is where something stands in a manifest.
type Place struct {
	File         string // as the source was named, "<stdin>" for "-"
	Line, Column int    // counted from 1, columns in characters; 0 where there is none
}

// String gives file:line:column without what is 0 and without control characters.
func (p Place) String() string {
	text := escape(p.File)
	for _, n := range []int{p.Line, p.Column} {
		if n == 0 {
			break
		}
		text += ":" + strconv.Itoa(n)
	}
	return text
}

// Source is one file of a manifest.
type Source struct {
	Name   string // its path, or "-" for standard input
	Reader io.Reader
}

// Options say what need not be guessed.
type Options struct {
	Encoding string // one of Encodings, or "": UTF-8, and GBK where it is plain that it is that
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

// What a manifest may hold at most, all its files together.
const (
	mostBytes = 64 << 20
	mostRows  = 1_000_000
)

// Read reads the files of one manifest in their order. Everything that is wrong
// comes as one *Error, and then there are no rows. An option that is not one of
// its list is another error.
func Read(sources []Source, o Options) ([]Row, error) {
	if !known(o.Format, Formats()) || !known(o.Encoding, Encodings()) {
		return nil, fmt.Errorf("read manifest: unknown format %q or encoding %q", o.Format, o.Encoding)
	}
	r := newReading()
	for i, source := range sources {
		r.read(i, source, o)
	}
	return r.result()
}

func known(option string, all []string) bool {
	for _, one := range all {
		if option == one {
			return true
		}
	}
	return option == ""
}
