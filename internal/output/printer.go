// Package output owns everything that linkwanctl prints: results as a table, names, JSON, YAML, CSV
// or TSV, whole or row by row, the query over them, colour, warnings and failures. It does not know what a
// permission or a request is, opens no stream and ends no process: streams, form and colour are
// handed in.
//
// The contract with the terminal and with scripts, which this package keeps:
//
//   - Out gets only the result. Everything else goes to Err.
//   - As anything but JSON and YAML, a warning is written when it is given, with the prefix
//     "linkwanctl: warning:", and a failure as text with the prefix "linkwanctl:".
//   - As JSON or YAML, Err carries one document at most: the failure with the warnings as its
//     Warnings, or, where nothing failed, only the warnings.
//   - A list that failed never passes as a whole one: see Rows.
//   - Quiet silences results and warnings, never a failure.
//   - Every text is escaped here, once, and callers hand it over as it is: nothing that came from
//     outside reaches a stream raw. See Escape.
package output

import (
	"bytes"
	"io"
	"sync"

	"linkwanctl/internal/i18n"
)

// program is the prefix of every line that a person has to notice.
const program = "linkwanctl:"

// Options says where a Printer writes and how. Out and Err must not be nil. An empty Form is Table.
// Query is a JMESPath expression, empty for none. Color is for Out and ErrColor for Err, since one
// may be a terminal and the other not: see the function Color.
//
// Keys are the API's names of what identifies an item, the best first, for the form Name.
//
// Columns, NoHeaders and Wide are for tables, CSV and TSV; JSON and YAML always have every name that the
// API gave. Columns are the ones to show, in that order, each by the API's name or the table's
// label, whatever its capitals, blanks, dashes and underscores; none means those of the result, of
// which Wide shows all. With a Query they are those of its answer.
//
// Width is asked for the width of the terminal that Out is, and ErrWidth for Err's: 0 where it is
// not known. They are nil where the stream is no terminal: nothing is hidden there, and no line is
// drawn anew.
type Options struct {
	Out, Err  io.Writer
	Width     func() int
	ErrWidth  func() int
	Form      Form
	Query     string
	Keys      []string
	Quiet     bool
	Color     bool
	ErrColor  bool
	Columns   []string
	NoHeaders bool
	Wide      bool
	// Language is what people are spoken to in; nil is English. DocumentLanguage is that of the
	// messages in the document on Err.
	Language, DocumentLanguage *i18n.Catalogue
}

// Printer writes the results, warnings and failures of one command. Warn may be called from several
// goroutines, and while another method runs.
type Printer struct {
	out, err       io.Writer
	form           Form
	query          *query
	quiet          bool
	outInk, errInk ink
	columns, keys  []string
	noHeaders      bool
	wide           bool
	hidden         []string   // the labels of the columns that the last Grid had no room for
	width          func() int // nil where out is no terminal
	rows           *Rows      // the list that is being written, nil for none

	language, documentLanguage *i18n.Catalogue

	mu         sync.Mutex
	warnings   []string // kept for the one document on err; never as a table
	documented bool     // that document has been written
	last       lastLine // of err
	errWrites  int      // how often something else was written there
}

// New makes a Printer. It refuses an unknown Form, and with a *QueryError a Query that is not
// JMESPath or calls a function that JMESPath does not have: a query's mistake must come to light
// before a request is sent.
func New(o Options) (*Printer, error) {
	if o.Form == "" {
		o.Form = Table
	}
	if _, err := ParseForm(string(o.Form)); err != nil {
		return nil, i18n.Errorf("%q %w", o.Form, err)
	}
	p := &Printer{
		err: o.Err, form: o.Form.Drawn(), quiet: o.Quiet, width: o.Width, last: lastLine{width: o.ErrWidth},
		outInk: ink(o.Color), errInk: ink(o.ErrColor),
		language: o.Language, documentLanguage: o.DocumentLanguage, columns: o.Columns, keys: o.Keys, noHeaders: o.NoHeaders, wide: o.Wide || o.Form == Wide,
	}
	p.out = &resultWriter{printer: p, out: o.Out}
	if o.Query != "" {
		compiled, err := compile(o.Query)
		if err != nil {
			return nil, err
		}
		p.query = compiled
	}
	return p, nil
}

// Result is what a command found or did. Document is for scripts: it is marshalled with
// encoding/json, bears the API's own names, and the query runs over it. Grid is for people, and
// Text too: where Text is not empty it is printed in place of Grid, line by line.
//
// CSV shows the Document: a list of objects a line each, one object as a single line, with a column
// for every name that occurs. The names within an object in it are joined by points
// (Data.NodesCnt), and a list in it is JSON in one cell. A list of anything else has no header.
// TSV is the same between tabs.
//
// Name shows what identifies each object of the Document that did not fail; where nothing does, it
// is Text, or the first column of Grid.
type Result struct {
	Document any
	Grid     Grid
	Text     string
}

// Result prints r on Out in the Printer's form, or nothing if Quiet. It gives a *QueryError where
// the query cannot be applied to the document, a *ColumnError where a wanted column is not one of
// Grid's, or as CSV of the document's names (by then the request is done: Rows reports it before),
// an error of encoding/json where the document cannot be marshalled, and otherwise the cause of a
// failed write, wrapped.
func (p *Printer) Result(r Result) error {
	if p.quiet {
		return nil
	}
	text, err := p.render(r)
	if err != nil {
		return err
	}
	if err := p.write(text); err != nil {
		return err
	}
	if len(p.hidden) > 0 {
		p.noteColumns(p.hidden, "-o wide")
	}
	return nil
}

func (p *Printer) write(text []byte) error {
	if _, err := bytes.NewReader(text).WriteTo(p.out); err != nil {
		return i18n.Errorf("write result: %w", err)
	}
	return nil
}

// Text prints s as the whole result: as it is in a table's place, its lines escaped, and as a
// string in JSON, YAML and CSV.
func (p *Printer) Text(s string) error {
	return p.Result(Result{Document: s, Text: s})
}
