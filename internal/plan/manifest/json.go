package manifest

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"unicode/utf8"
)

// jsonReader reads JSON token by token: a manifest of many rows is never in
// memory as a tree, keys that stand twice are seen, and numbers stay text.
type jsonReader struct {
	*reading
	decoder *json.Decoder
	at      spot // of the last token
	offset  int  // up to which at has counted
	failed  bool
	entries []entry
}

// A row has a few keys. More than these limits is no manifest but a bomb.
const (
	mostKeys  = 1000
	mostDepth = 64
)

func (r *reading) readJSON() {
	j := &jsonReader{reading: r, decoder: json.NewDecoder(bytes.NewReader(r.data)), at: spot{1, 1}}
	j.decoder.UseNumber()
	for {
		switch j.next(true) {
		case nil:
			return
		case json.Delim('['):
			j.list()
		case json.Delim('{'):
			j.object(true)
		default:
			j.complain(j.at, "", "is not a row: an object such as {\"id\": \"123\"}", "")
		}
	}
}

// jsonNull stands for null: nil is the end.
type jsonNull struct{}

// next gives the next token and moves on to where it stands; nil at the end and
// after a complaint. mayEnd is whether this is a place for the end.
func (j *jsonReader) next(mayEnd bool) json.Token {
	if j.failed || j.full {
		return nil
	}
	start := int(j.decoder.InputOffset())
	token, err := j.decoder.Token()
	j.advance(start)
	if err == nil {
		if token == nil {
			return jsonNull{}
		}
		return token
	}
	j.failed = true
	var wrong *json.SyntaxError
	switch {
	case errors.Is(err, io.EOF) && mayEnd:
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		j.complain(j.at, "", "is not JSON: it ends before all is closed", "")
	case errors.As(err, &wrong):
		j.complain(j.at, "", "is not JSON: "+escape(wrong.Error()), "")
	default:
		j.complain(j.at, "", "is not JSON: "+escape(err.Error()), "")
	}
	return nil
}

// advance counts lines and columns up to the token that follows offset.
func (j *jsonReader) advance(offset int) {
	for offset < len(j.data) && bytes.IndexByte([]byte(" \t\r\n,:"), j.data[offset]) >= 0 {
		offset++
	}
	passed := j.data[min(j.offset, offset):offset]
	if n := bytes.Count(passed, []byte("\n")); n > 0 {
		j.at.line, j.at.column = j.at.line+n, 1
		passed = passed[bytes.LastIndexByte(passed, '\n')+1:]
	}
	j.at.column += utf8.RuneCount(passed)
	j.offset = max(offset, j.offset)
}

// list reads rows up to the end of the list that has begun.
func (j *jsonReader) list() {
	for {
		switch token := j.next(false); token {
		case nil, json.Delim(']'):
			return
		case json.Delim('{'):
			j.object(false)
		default:
			j.complain(j.at, "", "is not a row: an object such as {\"id\": \"123\"}", "")
			j.skip(token)
		}
	}
}

// object reads the object that has begun: a row or, where isTop, maybe a document
// with its list of rows.
func (j *jsonReader) object(isTop bool) {
	start, doc := j.at, document{}
	entries := j.entries[:0]
	if isTop {
		entries = nil // a list within uses those
	}
	for {
		token := j.next(false)
		key, isKey := token.(string)
		if !isKey {
			break
		}
		e := entry{key: key, keyAt: j.at}
		if isTop && key == keyPermissions {
			j.permissions(&doc, e)
		} else if j.value(&e); isTop && isDocumentKey(key) {
			doc.entry(j.reading, &e)
		} else if len(entries) < mostKeys {
			entries = append(entries, e)
		} else {
			j.complain(e.keyAt, "", "is one key too many: a row has a few", "")
			j.failed = true
		}
	}
	switch {
	case j.failed:
	case doc.began:
		for i := range entries {
			doc.entry(j.reading, &entries[i])
		}
	default:
		j.row(start, entries)
	}
	if !isTop {
		j.entries = entries
	}
}

// permissions reads the list of a document.
func (j *jsonReader) permissions(doc *document, e entry) {
	token := j.next(false)
	e.at = j.at
	if token == json.Delim('[') {
		e.kind = list
		doc.entry(j.reading, &e)
		j.list()
		return
	}
	e.kind = kindOf(token)
	j.skip(token)
	doc.entry(j.reading, &e)
}

// value reads a key's value; what is more than a scalar is passed over.
func (j *jsonReader) value(e *entry) {
	token := j.next(false)
	e.at, e.kind = j.at, kindOf(token)
	switch v := token.(type) {
	case string:
		e.value = v
	case json.Number:
		e.value = v.String()
	case bool:
		e.value = map[bool]string{true: "true", false: "false"}[v]
	}
	j.skip(token)
}

func kindOf(token json.Token) kind {
	switch token {
	case json.Delim('['):
		return list
	case json.Delim('{'):
		return object
	}
	switch token.(type) {
	case jsonNull:
		return null
	case json.Number:
		return plain
	case bool:
		return truth
	}
	return text
}

// skip passes over the rest of what begins with token.
func (j *jsonReader) skip(token json.Token) {
	for depth := 0; ; token = j.next(false) {
		switch token {
		case nil:
			return
		case json.Delim('['), json.Delim('{'):
			depth++
		case json.Delim(']'), json.Delim('}'):
			depth--
		}
		if depth == 0 {
			return
		}
		if depth > mostDepth {
			j.complain(j.at, "", "is too deep: a manifest is a list of rows", "")
			j.failed = true
		}
	}
}
