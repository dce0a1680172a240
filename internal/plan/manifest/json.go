package manifest

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"strconv"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"

	"linkwanctl/internal/i18n"
	"linkwanctl/internal/text"
)

// jsonReader makes the tree of a YAML file from JSON, so that both are checked in one way. It reads
// tokens: a key that is given twice is seen, a number keeps its digits, and the place of each is
// known.
type jsonReader struct {
	data    []byte
	decoder *json.Decoder
	at      text.Position // of the last token
	offset  int           // up to which at has counted
}

// mostDepth is the most levels of JSON. A manifest has three.
const mostDepth = 64

var errTooDeep = i18n.Errorf("is nested too deeply; a manifest is a list of rows")

func (r *reading) readJSON() {
	j := &jsonReader{data: r.data, decoder: json.NewDecoder(bytes.NewReader(r.data)), at: text.Position{Line: 1, Column: 1}}
	j.decoder.UseNumber()
	for {
		token, err := j.next()
		if errors.Is(err, io.EOF) {
			return
		}
		var root *yaml.Node
		if err == nil {
			root, err = j.node(token, 0)
		}
		switch {
		case err == nil:
			r.document(root)
			continue
		case errors.Is(err, errTooDeep):
			r.complain(j.at, "", i18n.Of(err), "")
		case errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, io.EOF):
			r.complain(j.at, "", i18n.T("is not valid JSON: unexpected end"), "")
		default:
			r.complain(j.at, "", i18n.T("is not valid JSON: %s", err), "")
		}
		return
	}
}

// next gives the next token and moves on to its place.
func (j *jsonReader) next() (json.Token, error) {
	start := int(j.decoder.InputOffset())
	token, err := j.decoder.Token()
	j.advance(start)
	return token, err
}

// advance counts lines and columns up to the token that follows offset.
func (j *jsonReader) advance(offset int) {
	for offset < len(j.data) && bytes.IndexByte([]byte(" \t\r\n,:"), j.data[offset]) >= 0 {
		offset++
	}
	passed := j.data[j.offset:offset]
	if n := bytes.Count(passed, []byte("\n")); n > 0 {
		j.at = text.Position{Line: j.at.Line + n, Column: 1}
		passed = passed[bytes.LastIndexByte(passed, '\n')+1:]
	}
	j.at.Column += utf8.RuneCount(passed)
	j.offset = offset
}

// node makes a tree of a token and what belongs to it.
func (j *jsonReader) node(token json.Token, depth int) (*yaml.Node, error) {
	node := &yaml.Node{Kind: yaml.ScalarNode, Line: j.at.Line, Column: j.at.Column}
	switch v := token.(type) {
	case json.Delim:
		node.Kind = yaml.SequenceNode
		if v == '{' {
			node.Kind = yaml.MappingNode
		}
		return node, j.children(node, depth+1)
	case string:
		node.Tag, node.Value, node.Style = "!!str", v, yaml.DoubleQuotedStyle
	case json.Number:
		node.Tag, node.Value = "!!float", v.String()
	case bool:
		node.Tag, node.Value = "!!bool", strconv.FormatBool(v)
	default:
		node.Tag = "!!null"
	}
	return node, nil
}

// children reads up to the end of a list or an object, whose keys and values come in turn.
func (j *jsonReader) children(parent *yaml.Node, depth int) error {
	if depth > mostDepth {
		return errTooDeep
	}
	for {
		token, err := j.next()
		if err != nil {
			return err
		}
		if token == json.Delim(']') || token == json.Delim('}') {
			return nil
		}
		child, err := j.node(token, depth)
		if err != nil {
			return err
		}
		parent.Content = append(parent.Content, child)
	}
}
