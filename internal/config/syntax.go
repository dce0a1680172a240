package config

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"
)

// parse gives the one mapping in data; nil where there is nothing but comments. The YAML library's messages never
// repeat a value but for the name of an anchor, and anchors are refused.
func parse(path string, data []byte) (*yaml.Node, *Problem) {
	if line, column, rule := foreignByte(data); rule != "" {
		return nil, &Problem{Where: at(path, line, column), Rule: rule}
	}
	decoder := yaml.NewDecoder(bytes.NewReader(data))
	var root yaml.Node
	if err := decoder.Decode(&root); errors.Is(err, io.EOF) {
		return nil, nil
	} else if err != nil {
		return nil, syntaxProblem(path, data, err)
	}
	if anchored := anchor(&root); anchored != nil {
		return nil, &Problem{Where: at(path, anchored.Line, anchored.Column), Rule: "is a YAML anchor or alias, which settings do not take"}
	}
	var second yaml.Node
	switch err := decoder.Decode(&second); {
	case err == nil:
		return nil, &Problem{Where: at(path, second.Line, second.Column), Rule: "begins a second YAML document, and settings are one"}
	case !errors.Is(err, io.EOF):
		return nil, syntaxProblem(path, data, err)
	}
	return mapping(path, root.Content[0])
}

func mapping(path string, node *yaml.Node) (*yaml.Node, *Problem) {
	if node.Kind == yaml.MappingNode {
		return node, nil
	}
	if isNull(node) {
		return nil, nil
	}
	return nil, &Problem{Where: at(path, node.Line, node.Column), Rule: "is not a setting such as \"region: cn-shanghai\""}
}

func isNull(node *yaml.Node) bool { return node.Kind == yaml.ScalarNode && node.ShortTag() == "!!null" }

// foreignByte gives the place of what YAML does not take as text; the library would not say where it is.
func foreignByte(data []byte) (line, column int, rule string) {
	line, column = 1, 1
	for len(data) > 0 {
		r, size := utf8.DecodeRune(data)
		data = data[size:]
		switch {
		case r == '\n':
			line, column = line+1, 1
			continue
		case r == utf8.RuneError && size == 1:
			return line, column, "is not text in UTF-8"
		case unicode.IsControl(r) && r != '\t' && r != '\r' && r != '\u0085':
			return line, column, fmt.Sprintf("is the control character %U, which settings do not take", r)
		}
		column++
	}
	return 0, 0, ""
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
	yamlMessage = lazily(`^yaml: (?:line (\d+): )?(.*)$`)
	// What the library's parser, unlike its scanner, says about: it counts these lines from 0.
	fromParser = lazily(`^did not find expected (?:<document start>|node content|key|'-' indicator|',')`)
)

func syntaxProblem(path string, data []byte, err error) *Problem {
	if line, column := tabbed(data); line > 0 {
		return &Problem{Where: at(path, line, column), Rule: "is a tab: YAML is indented with blanks"}
	}
	found := yamlMessage().FindStringSubmatch(err.Error())
	if found == nil || strings.Contains(found[2], "anchor") {
		return &Problem{Where: escape(path), Rule: "is not YAML, or has an alias, which settings do not take"}
	}
	line, _ := strconv.Atoi(found[1])
	if line == 0 || fromParser().MatchString(found[2]) {
		line++
	}
	line = min(line, bytes.Count(bytes.TrimSpace(data), []byte("\n"))+1) // The end of the file is no line of its own.
	return &Problem{Where: fmt.Sprintf("%s:%d", escape(path), line), Rule: "is not YAML: " + shown(found[2])}
}

// tabbed finds a line that a tab indents.
func tabbed(data []byte) (line, column int) {
	for text := range bytes.Lines(data) {
		line++
		rest := bytes.TrimLeft(text, " ")
		if bytes.HasPrefix(rest, []byte("\t")) && len(bytes.TrimSpace(rest)) > 0 {
			return line, len(text) - len(rest) + 1
		}
	}
	return 0, 0
}

func at(path string, line, column int) string {
	return fmt.Sprintf("%s:%d:%d", escape(path), line, column)
}
