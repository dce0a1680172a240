package manifest

import (
	"bytes"
	"io"
	"io/fs"

	"linkwanctl/internal/i18n"
	"linkwanctl/internal/joinperm"
	"linkwanctl/internal/text"
)

// reading is the state of reading one manifest.
type reading struct {
	options    Options
	fields     []joinperm.Field // of a row: the ID first, then the name, and enabled last
	rows       []Row            // the right ones
	count      int              // of all rows
	excess     string           // the place of the first row beyond the limit
	problems   []text.Problem
	more       int // problems beyond those that are listed
	maybeGBK   bool
	size       int64 // bytes so far
	ids, names map[string]first

	index  int // of the present file
	file   string
	data   []byte
	format string
	marked bool // whether it begins with a byte order mark
}

// first is where a key is used first.
type first struct {
	index int // of the file
	file  string
	line  int
}

func newReading(o Options) *reading {
	return &reading{options: o, fields: joinperm.ManifestFields(), ids: map[string]first{}, names: map[string]first{}}
}

func (r *reading) read(index int, source Source) {
	r.index, r.file = index, source.Name
	if r.file == "-" {
		r.file = "<stdin>"
	}
	data, err := io.ReadAll(io.LimitReader(source.Reader, mostBytes-r.size+1))
	if err != nil {
		r.complain(text.Position{}, "", i18n.T("cannot be read: %s", err), "")
		return
	}
	if r.size += int64(len(data)); r.size > mostBytes {
		r.size = mostBytes
		r.complain(text.Position{}, "", tooLarge(source.Reader), "")
		return
	}
	r.data = bytes.TrimPrefix(data, []byte("\ufeff"))
	r.marked = len(r.data) < len(data)
	r.format = r.formatOf(r.data) // what it depends on is the same in every encoding
	if !r.decode(data) {
		return
	}
	if r.format == formatCSV {
		comma, _ := separator(firstLine(r.data), r.fields)
		r.data = withoutEmptyRows(r.data, comma)
	}
	if values(r.data) > mostValues {
		r.complain(text.Position{}, "", i18n.T("has too many values for %d rows", mostRows), "")
		return
	}
	switch r.format {
	case formatJSON:
		r.readJSON()
	case formatCSV:
		r.readCSV()
	default:
		r.readYAML()
	}
}

// values estimates from above how many keys and values a file has, by what separates them: a tree
// of them takes far more memory than the text.
func values(data []byte) int {
	n := 0
	for _, separator := range []string{"\n", ",", ":", "[", "{", "- ", "? "} {
		n += bytes.Count(data, []byte(separator))
	}
	return n
}

// tooLarge says how large a file is; of a pipe it is not known.
func tooLarge(source io.Reader) i18n.Text {
	if file, ok := source.(fs.File); ok {
		if info, err := file.Stat(); err == nil && info.Size() > 0 {
			return i18n.T("has %d bytes; all files of a manifest together have at most 4 MiB (%d bytes): split it", info.Size(), mostBytes)
		}
	}
	return i18n.T("has more than 4 MiB; all files of a manifest together have at most 4 MiB: split it")
}

func (r *reading) result() ([]Row, error) {
	if r.count > mostRows {
		r.add(text.Problem{Where: r.excess, Rule: i18n.T("is row %d of %d; a manifest has at most %d: split it", mostRows+1, r.count, mostRows)})
	}
	switch {
	case len(r.problems) > 0:
		return nil, &Error{Problems: r.problems, More: r.more, MaybeGBK: r.maybeGBK}
	case len(r.rows) == 0:
		return nil, &Error{Problems: []text.Problem{{Where: r.file, Rule: i18n.T("has no rows")}}, Empty: true}
	}
	return r.rows, nil
}
