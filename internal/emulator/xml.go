package emulator

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"fmt"
)

// encodeXML writes a JSON document as XML below a root: a member is an element, a list is its
// element repeated, null is nothing. Member names are the API's and so are names in XML too. The
// order is the document's.
func encodeXML(root string, document []byte) []byte {
	var out bytes.Buffer
	out.WriteString(`<?xml version="1.0" encoding="UTF-8"?>` + "\n")
	decoder := json.NewDecoder(bytes.NewReader(document))
	decoder.UseNumber()
	writeElement(&out, decoder, root)
	return out.Bytes()
}

// writeElement writes the decoder's next value under a name. What it reads is well-formed; at its
// end, Token gives nil, which ends every loop.
func writeElement(out *bytes.Buffer, decoder *json.Decoder, name string) {
	token, _ := decoder.Token()
	switch token {
	case nil:
		return
	case json.Delim('['):
		for decoder.More() {
			writeElement(out, decoder, name)
		}
		_, _ = decoder.Token()
		return
	}
	out.WriteString("<" + name + ">")
	if token == json.Delim('{') {
		for decoder.More() {
			member, _ := decoder.Token()
			writeElement(out, decoder, fmt.Sprint(member))
		}
		_, _ = decoder.Token()
	} else {
		_ = xml.EscapeText(out, fmt.Append(nil, token)) // a buffer takes everything
	}
	out.WriteString("</" + name + ">")
}
