package emulator

import (
	"bytes"
	"encoding/json"
	"net/http"
)

// answer is what is sent back, before it has the form that was asked for.
type answer struct {
	status  int
	code    string            // the error code, "" on success
	header  map[string]string // beyond those of every answer
	root    string            // the name of the document in XML
	content any               // the document, encoded as JSON or XML

	// A fault may set the rest.
	raw       []byte // sent as it is, in the place of content
	mediaType string // of raw
	half      bool   // the connection ends in the middle of the body
	none      bool   // the connection is reset instead
}

// success is the document of an action that was carried out.
type success struct {
	RequestID string `json:"RequestId"`
	Success   bool
	Data      any `json:"Data,omitempty"`
}

// errorDocument is the document of a refused request.
type errorDocument struct {
	RequestID string `json:"RequestId"`
	HostID    string `json:"HostId"`
	Code      string
	Message   string
}

// answerData is the answer to an action that gave data, nil for none.
func answerData(c *call, data any) answer {
	if id, is := data.(identity); is {
		id.RequestID = c.requestID
		return answer{status: http.StatusOK, root: c.name() + "Response", content: id}
	}
	return answer{status: http.StatusOK, root: c.name() + "Response", content: success{c.requestID, true, data}}
}

// answerError is the answer to a refused call.
func answerError(c *call, f *failure) answer {
	return answer{
		status: f.status, code: f.code, header: f.header, root: "Error",
		content: errorDocument{c.requestID, c.host, f.code, f.message},
	}
}

// body gives the answer's bytes and their media type.
func (a answer) body(asJSON bool) ([]byte, string) {
	if a.raw != nil {
		return a.raw, a.mediaType
	}
	document := encodeJSON(a.content)
	if asJSON {
		return document, "application/json;charset=utf-8"
	}
	return encodeXML(a.root, document), "text/xml;charset=utf-8"
}

// encodeJSON leaves "&" and "<" alone, as the service does: a string to sign is full of them. Every
// document can be encoded.
func encodeJSON(document any) []byte {
	var b bytes.Buffer
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(document); err != nil {
		return []byte("{}")
	}
	return bytes.TrimSuffix(b.Bytes(), []byte("\n"))
}
