package manifest

import (
	"bytes"
	"fmt"
	"io"

	"linkwanctl/internal/joinperm"
)

// reading is a manifest in the making, and where it stands in which file.
type reading struct {
	rows       []Row
	problems   []Problem
	more       int
	bytes      int // read so far
	columns    []column
	values     []value // of the present row, beside columns
	spare      []joinperm.Assignment
	ids, names map[string]first

	index   int // of the present file
	files   []string
	name    string
	data    []byte
	inBytes bool // whether its columns are counted in bytes
	above   int  // lines above the part that is read
	full    bool // whether there are too many rows
}

// first is the place of the first row with a key.
type first struct{ file, line int }

func newReading() *reading {
	r := &reading{ids: map[string]first{}, names: map[string]first{}}
	for _, f := range joinperm.ManifestFields() {
		r.columns = append(r.columns, column{field: f})
	}
	r.values = make([]value, len(r.columns))
	return r
}

func (r *reading) read(index int, source Source, o Options) {
	name := source.Name
	if name == "-" {
		name = "<stdin>"
	}
	r.files = append(r.files, name)
	r.index, r.name, r.inBytes, r.above = index, name, false, 0
	data, err := io.ReadAll(io.LimitReader(source.Reader, int64(mostBytes-r.bytes+1)))
	if err != nil {
		r.complain(spot{}, "", "cannot be read: "+escape(err.Error()), "")
		return
	}
	if r.bytes += len(data); r.bytes > mostBytes {
		r.bytes = mostBytes
		r.complain(spot{}, "", "is too large: a manifest has at most 64 MiB", "")
		return
	}
	r.data = bytes.TrimPrefix(data, []byte("\ufeff"))
	format := r.format(o.Format) // what it goes by is the same in every encoding
	data, isText := r.decoded(data, o.Encoding, format)
	if !isText {
		r.data = nil
		return
	}
	r.data = data
	switch format {
	case formatJSON:
		r.readJSON()
	case formatCSV:
		r.inBytes = true
		r.readCSV()
	default:
		r.readYAML()
	}
	r.data = nil
}

func (r *reading) result() ([]Row, error) {
	empty := r.wrong() == 0 && len(r.rows) == 0
	if empty {
		r.name = ""
		if len(r.files) > 0 {
			r.name = r.files[0]
		}
		r.complain(spot{}, "", "has no rows", "")
	}
	if r.wrong() > 0 {
		return nil, &Error{Problems: r.problems, More: r.more, Empty: empty}
	}
	return r.rows, nil
}

// crowded tells, once in words, that there are more rows than a manifest may have.
func (r *reading) crowded(at spot) bool {
	if len(r.rows) >= mostRows && !r.full {
		r.full = true
		r.complain(at, "", fmt.Sprintf("is one row too many: a manifest has at most %d", mostRows), "")
	}
	return r.full
}
