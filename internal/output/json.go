package output

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"unicode/utf16"
	"unicode/utf8"

	"linkwanctl/internal/i18n"
)

// compact marshals v on one line, as encoding/json does but for two things: <, > and & stay as they
// are, since this is not HTML; and characters that Escape would not let through are \u escapes,
// which parse back to the same value.
func compact(v any) ([]byte, error) {
	var buffer bytes.Buffer
	encoder := json.NewEncoder(&buffer)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(v); err != nil {
		return nil, err
	}
	return EscapeJSON(bytes.TrimSuffix(buffer.Bytes(), []byte("\n"))), nil
}

// WriteJSON writes v as an indented JSON document, as Result does on Out: for a file of JSON that
// people look at too. Its errors are those of encoding/json and of the write.
func WriteJSON(w io.Writer, v any) error {
	document, err := compact(v)
	if err != nil {
		return err
	}
	if document, err = indent(document); err != nil {
		return err
	}
	_, err = w.Write(document)
	return err
}

// indent lays a compact document out for reading, two blanks a level, and ends it with a newline.
func indent(document []byte) ([]byte, error) {
	var buffer bytes.Buffer
	if err := json.Indent(&buffer, document, "", "  "); err != nil {
		return nil, i18n.Errorf("indent JSON: %w", err)
	}
	buffer.WriteByte('\n')
	return buffer.Bytes(), nil
}

// EscapeJSON makes \u escapes of what Escape would not let through in one or more compact JSON
// documents, each on a line; they parse back to the same values. Such characters can be inside
// strings only: outside of them JSON has nothing but ASCII.
func EscapeJSON(document []byte) []byte {
	if utf8.Valid(document) && !bytes.ContainsFunc(document, harmfulInJSON) {
		return document
	}
	var escaped []byte
	for len(document) > 0 {
		r, size := utf8.DecodeRune(document)
		switch {
		case r == utf8.RuneError && size == 1:
			// A json.RawMessage may have it; RFC 8259 section 8.1 does not allow it.
			escaped = append(escaped, `\ufffd`...)
		case !harmfulInJSON(r):
			escaped = append(escaped, document[:size]...)
		case r > 0xffff:
			// JSON has no escape but UTF-16's (RFC 8259, section 7).
			high, low := utf16.EncodeRune(r)
			escaped = fmt.Appendf(escaped, `\u%04x\u%04x`, high, low)
		default:
			escaped = fmt.Appendf(escaped, `\u%04x`, r)
		}
		document = document[size:]
	}
	return escaped
}

// harmfulInJSON is harmful but for line breaks, which JSON has only between documents.
func harmfulInJSON(r rune) bool { return r != '\n' && harmful(r) }
