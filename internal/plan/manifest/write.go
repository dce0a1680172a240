package manifest

import (
	"bufio"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"strings"

	"linkwanctl/internal/i18n"
	"linkwanctl/internal/joinperm"
)

// writer writes one format row by row.
type writer interface {
	begin()
	row(*Row)
	end()
}

// Write writes rows as they come in one of Formats, and stops at the first error of theirs or of w.
// Read gives back what was written, whatever the values. A row that names no permission is an
// error.
func Write(w io.Writer, format string, rows iter.Seq2[Row, error]) error {
	buffer := bufio.NewWriter(w) // it keeps the first error until Flush
	form, err := newWriter(buffer, format)
	if err != nil {
		return err
	}
	form.begin()
	for row, err := range rows {
		if err != nil {
			return errors.Join(err, buffer.Flush())
		}
		if row.ID == "" && row.Name == "" {
			return errors.Join(i18n.Errorf("write manifest: a row has neither id nor name"), buffer.Flush())
		}
		form.row(&row)
		if _, err := buffer.Write(nil); err != nil {
			return i18n.Errorf("write manifest: %w", err)
		}
	}
	form.end()
	if err := buffer.Flush(); err != nil {
		return i18n.Errorf("write manifest: %w", err)
	}
	return nil
}

func newWriter(w *bufio.Writer, format string) (writer, error) {
	fields := joinperm.ManifestFields()
	switch format {
	case formatYAML:
		return &yamlWriter{w, fields, false}, nil
	case formatJSON:
		return &jsonWriter{w, fields, false}, nil
	case formatCSV:
		return &csvWriter{csv.NewWriter(w), fields}, nil
	}
	return nil, i18n.Errorf("write manifest: unknown format %q", format)
}

type yamlWriter struct {
	*bufio.Writer
	fields  []joinperm.Field
	hasRows bool
}

func (w *yamlWriter) begin() {
	_, _ = w.WriteString("version: 1\npermissions:")
}

func (w *yamlWriter) row(row *Row) {
	lead := "\n  - "
	for i := range w.fields {
		if value := row.value(&w.fields[i]); value != "" {
			_, _ = w.WriteString(lead + w.fields[i].Key + ": " + scalar(&w.fields[i], value))
			lead = "\n    "
		}
	}
	w.hasRows = true
}

func (w *yamlWriter) end() {
	if !w.hasRows {
		_, _ = w.WriteString(" []")
	}
	_ = w.WriteByte('\n')
}

type jsonWriter struct {
	*bufio.Writer
	fields  []joinperm.Field
	hasRows bool
}

func (w *jsonWriter) begin() {
	_, _ = w.WriteString(`{"version": 1, "permissions": [`)
}

// row writes one line, as is best for diffs.
func (w *jsonWriter) row(row *Row) {
	lead := "\n  {"
	if w.hasRows {
		lead = ",\n  {"
	}
	for i := range w.fields {
		if value := row.value(&w.fields[i]); value != "" {
			_, _ = w.WriteString(lead + `"` + w.fields[i].Key + `": ` + scalar(&w.fields[i], value))
			lead = ", "
		}
	}
	_ = w.WriteByte('}')
	w.hasRows = true
}

func (w *jsonWriter) end() {
	if w.hasRows {
		_ = w.WriteByte('\n')
	}
	_, _ = w.WriteString("]}\n")
}

// scalar writes a value for JSON and YAML alike: numbers and truth values as such, all else in
// quotes, so that an EUI of digits stays text.
func scalar(f *joinperm.Field, value string) string {
	switch shapeOf(f.Key).Type {
	case typeInteger:
		if strings.Trim(value, "0123456789") == "" && (value[0] != '0' || value == "0") {
			return value
		}
	case typeBoolean:
		if value == "true" || value == "false" {
			return value
		}
	}
	return quotedJSON(value)
}

// quotedJSON writes a JSON string, which is one in YAML too. The encoder leaves DEL and the
// controls after it as they are.
func quotedJSON(value string) string {
	var b strings.Builder
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	_ = encoder.Encode(value) // a string and a builder have no errors
	quoted := strings.TrimSuffix(b.String(), "\n")
	for i := rune(0x7f); i < 0xa0 && strings.ContainsFunc(quoted, isLateControl); i++ {
		quoted = strings.ReplaceAll(quoted, string(i), fmt.Sprintf(`\u%04x`, i))
	}
	return quoted
}

func isLateControl(r rune) bool { return r >= 0x7f && r < 0xa0 }

// csvWriter writes no byte order mark, as all CSV of linkwanctl has none.
type csvWriter struct {
	*csv.Writer
	fields []joinperm.Field
}

func (w *csvWriter) begin() {
	cells := make([]string, len(w.fields))
	for i := range w.fields {
		cells[i] = w.fields[i].Key
	}
	_ = w.Write(cells)
}

func (w *csvWriter) row(row *Row) {
	cells := make([]string, len(w.fields))
	for i := range w.fields {
		cells[i] = guarded(row.value(&w.fields[i]))
	}
	_ = w.Write(cells)
}

func (w *csvWriter) end() { w.Flush() }
