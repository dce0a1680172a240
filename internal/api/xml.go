package api

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"errors"
	"io"
	"strings"

	"linkwanctl/internal/i18n"
)

// xmlLimit bounds an XML answer in bytes. Only failures come as XML, and decoding one takes twenty
// times its size in memory.
const xmlLimit = 1 << 20

// fromXML converts an XML answer to JSON: the root's elements are the members, an element without
// any is a string, and elements of one name are an array.
func fromXML(body []byte) ([]byte, error) {
	if len(body) > xmlLimit {
		return nil, i18n.Errorf("the XML response of %d bytes is too long", len(body))
	}
	decoder := xml.NewDecoder(bytes.NewReader(body))
	for {
		token, err := decoder.Token()
		if err != nil {
			return nil, notWhole(body)
		}
		if start, ok := token.(xml.StartElement); ok {
			if start.Name.Local == "html" { // XHTML begins like any XML
				return nil, i18n.Errorf("an HTML page of %d bytes, probably from a proxy", len(body))
			}
			break
		}
	}
	reader := &xmlReader{Decoder: decoder}
	tree, err := reader.element(1)
	switch {
	case errors.Is(err, errTooDeep), errors.Is(err, errTooMany):
		return nil, err
	case err != nil, !reader.ended():
		return nil, notWhole(body)
	}
	if _, ok := tree.(map[string]any); !ok {
		return nil, i18n.Errorf("the XML response has no element")
	}
	return json.Marshal(tree)
}

func notWhole(body []byte) error {
	return i18n.Errorf("the response of %d bytes is incomplete or invalid", len(body))
}

// xmlReader counts the elements, which measure cannot see.
type xmlReader struct {
	*xml.Decoder
	elements int
}

// ended reports whether only comments and white space follow.
func (r *xmlReader) ended() bool {
	for {
		token, err := r.Token()
		if err != nil {
			return errors.Is(err, io.EOF)
		}
		switch t := token.(type) {
		case xml.Comment:
		case xml.CharData:
			if len(bytes.TrimSpace(t)) > 0 {
				return false
			}
		default:
			return false
		}
	}
}

// element reads up to the end of the element that the decoder is in.
func (r *xmlReader) element(depth int) (any, error) {
	r.elements++
	switch {
	case depth > mostLevels:
		return nil, errTooDeep
	case r.elements > mostValues:
		return nil, errTooMany
	}
	children := map[string]any{}
	var text bytes.Buffer
	for {
		token, err := r.Token()
		if errors.Is(err, io.EOF) {
			return nil, io.ErrUnexpectedEOF
		}
		if err != nil {
			return nil, err
		}
		switch t := token.(type) {
		case xml.StartElement:
			child, err := r.element(depth + 1)
			if err != nil {
				return nil, err
			}
			add(children, t.Name.Local, child)
		case xml.CharData:
			text.Write(t)
		case xml.EndElement:
			alone := strings.TrimSpace(text.String())
			switch {
			case len(children) == 0:
				return alone, nil
			case alone != "":
				return nil, i18n.Errorf("text between elements")
			}
			return children, nil
		}
	}
}

func add(children map[string]any, name string, child any) {
	switch present := children[name].(type) {
	case nil:
		children[name] = child
	case []any:
		children[name] = append(present, child)
	default:
		children[name] = []any{present, child}
	}
}
