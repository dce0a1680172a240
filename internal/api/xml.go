package api

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"
)

// xmlDepth is how deep an answer's elements may nest; the service's have five
// levels.
const xmlDepth = 32

// fromXML gives an XML answer as the JSON that stands for the same: the root's
// elements are the members, an element without any is a string, and elements of
// one name are an array.
func fromXML(body []byte) ([]byte, error) {
	decoder := xml.NewDecoder(bytes.NewReader(body))
	for {
		token, err := decoder.Token()
		if err != nil {
			return nil, notWhole(body)
		}
		if start, ok := token.(xml.StartElement); ok {
			if start.Name.Local == "html" { // XHTML begins like any XML
				return nil, fmt.Errorf("an HTML page, such as a proxy sends, of %d bytes", len(body))
			}
			break
		}
	}
	tree, err := element(decoder, 1)
	if err != nil {
		return nil, notWhole(body)
	}
	if _, ok := tree.(map[string]any); !ok {
		return nil, fmt.Errorf("an XML answer that holds no element")
	}
	return json.Marshal(tree)
}

func notWhole(body []byte) error {
	return fmt.Errorf("an answer of %d bytes that is not whole or not the service's XML", len(body))
}

// element reads up to the end of the element that the decoder stands in.
func element(decoder *xml.Decoder, depth int) (any, error) {
	if depth > xmlDepth {
		return nil, fmt.Errorf("nested deeper than %d", xmlDepth)
	}
	children := map[string]any{}
	var text bytes.Buffer
	for {
		token, err := decoder.Token()
		if errors.Is(err, io.EOF) {
			return nil, io.ErrUnexpectedEOF
		}
		if err != nil {
			return nil, err
		}
		switch t := token.(type) {
		case xml.StartElement:
			child, err := element(decoder, depth+1)
			if err != nil {
				return nil, err
			}
			add(children, t.Name.Local, child)
		case xml.CharData:
			text.Write(t)
		case xml.EndElement:
			if len(children) > 0 {
				return children, nil
			}
			return strings.TrimSpace(text.String()), nil
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
