package text

import (
	"bytes"
	"errors"
	"io"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"

	"linkwanctl/internal/i18n"
)

// Position is a place in a file, counted from 1, columns in characters; 0 where it is not known.
type Position struct{ Line, Column int }

// In gives "path:line:column" without what is not known.
func (p Position) In(path string) string {
	for _, n := range []int{p.Line, p.Column} {
		if n == 0 {
			break
		}
		path += ":" + strconv.Itoa(n)
	}
	return path
}

// NotUTF8 is the rule of Invalid for a byte that is not UTF-8.
const NotUTF8 = "is not UTF-8 text"

// Invalid finds the first byte that is not UTF-8 or is a control character. The rule is empty if
// there is none.
func Invalid(data []byte) (at Position, rule i18n.Text) {
	at = Position{1, 1}
	for len(data) > 0 {
		r, size := rune(data[0]), 1
		if r >= utf8.RuneSelf {
			r, size = utf8.DecodeRune(data)
		}
		data = data[size:]
		switch {
		case r == '\n':
			at = Position{at.Line + 1, 1}
			continue
		case r == utf8.RuneError && size == 1:
			return at, i18n.T(NotUTF8)
		case unicode.IsControl(r) && r != '\t' && r != '\r' && r != '\u0085':
			return at, i18n.T("is the control character %U, which is not allowed", r)
		}
		at.Column++
	}
	return Position{}, i18n.Text{}
}

// ReadYAML gives the documents in data, up to the first mistake if there is one. Each has one
// child, its root. The library's messages do not repeat values, except the name of an anchor, and
// anchors are refused.
func ReadYAML(data []byte) (documents []*yaml.Node, at Position, rule i18n.Text) {
	if at, rule := Invalid(data); !rule.Empty() {
		return nil, at, rule
	}
	decoder := yaml.NewDecoder(bytes.NewReader(data))
	for {
		var document yaml.Node
		if err := decoder.Decode(&document); errors.Is(err, io.EOF) {
			return documents, Position{}, i18n.Text{}
		} else if err != nil {
			at, rule = syntaxError(data, err)
			return documents, at, rule
		}
		if node := anchor(&document); node != nil {
			return documents, Position{node.Line, node.Column}, i18n.T("is a YAML anchor or alias, which is not supported: write the value itself")
		}
		documents = append(documents, &document)
	}
}

func anchor(node *yaml.Node) *yaml.Node {
	if node.Kind == yaml.AliasNode || node.Anchor != "" {
		return node
	}
	for _, child := range node.Content {
		if found := anchor(child); found != nil {
			return found
		}
	}
	return nil
}

var (
	yamlMessage = Pattern(`^yaml: (?:line (\d+): )?(.*)$`)
	// The library's parser, unlike its scanner, counts the lines of these messages from 0.
	fromParser = Pattern(`^did not find expected (?:<document start>|node content|key|'-' indicator|',')`)
)

// syntaxError gives the place and the words of the library's error.
func syntaxError(data []byte, err error) (Position, i18n.Text) {
	if at := tabIndent(data); at.Line > 0 {
		return at, i18n.T("is a tab: indent YAML with spaces")
	}
	found := yamlMessage().FindStringSubmatch(err.Error())
	if found == nil || strings.Contains(found[2], "anchor") {
		return Position{}, i18n.T("has a YAML alias, which is not supported: write the value itself")
	}
	line, _ := strconv.Atoi(found[1])
	if line == 0 || fromParser().MatchString(found[2]) {
		line++
	}
	// The end of the file does not count as a line.
	line = min(line, bytes.Count(bytes.TrimSpace(data), []byte("\n"))+1)
	return Position{Line: line}, i18n.T("is not valid YAML: %s", found[2])
}

// tabIndent finds the first line that is indented with a tab.
func tabIndent(data []byte) Position {
	line := 0
	for text := range bytes.Lines(data) {
		line++
		rest := bytes.TrimLeft(text, " ")
		if bytes.HasPrefix(rest, []byte("\t")) && len(bytes.TrimSpace(rest)) > 0 {
			return Position{line, len(text) - len(rest) + 1}
		}
	}
	return Position{}
}
