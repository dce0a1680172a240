package output

import (
	"bytes"
	"encoding/json"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"

	"linkwanctl/internal/i18n"
)

// encodeYAML writes a compact JSON document as YAML: the same keys in the same order, the same
// strings, the same digits. It goes through nodes, since maps lose the order of keys and floats
// lose digits.
func encodeYAML(document []byte) ([]byte, error) {
	decoder := json.NewDecoder(bytes.NewReader(document))
	decoder.UseNumber()
	root, err := readNode(decoder)
	if err != nil {
		return nil, i18n.Errorf("encode YAML: %w", err)
	}
	var buffer bytes.Buffer
	encoder := yaml.NewEncoder(&buffer)
	encoder.SetIndent(2)
	encoder.CompactSeqIndent()
	if err := encoder.Encode(root); err != nil {
		return nil, i18n.Errorf("encode YAML: %w", err)
	}
	if err := encoder.Close(); err != nil {
		return nil, i18n.Errorf("encode YAML: %w", err)
	}
	// The writer lets characters through that it takes for printable and Escape does not. All of
	// them are in double quotes, where Go's \x, \u and \U are YAML's as well (YAML 1.2.2, section
	// 5.7).
	return lines(buffer.String()), nil
}

// YAMLText gives v as a YAML document, for the Text of a Result. Its errors are those of
// encoding/json.
func YAMLText(v any) (string, error) {
	document, err := compact(v)
	if err != nil {
		return "", err
	}
	text, err := encodeYAML(document)
	return string(text), err
}

func readNode(decoder *json.Decoder) (*yaml.Node, error) {
	token, err := decoder.Token()
	if err != nil {
		return nil, err
	}
	switch value := token.(type) {
	case json.Delim:
		return readContent(decoder, value)
	case string:
		return stringNode(value), nil
	case json.Number:
		return scalarNode(yamlNumber(value.String())), nil
	case bool:
		return scalarNode(strconv.FormatBool(value)), nil
	}
	return scalarNode("null"), nil
}

// readContent reads what follows an opening { or [, with the closing one.
func readContent(decoder *json.Decoder, opening json.Delim) (*yaml.Node, error) {
	node := &yaml.Node{Kind: yaml.SequenceNode}
	if opening == '{' {
		node.Kind = yaml.MappingNode
	}
	for decoder.More() {
		child, err := readNode(decoder)
		if err != nil {
			return nil, err
		}
		node.Content = append(node.Content, child)
	}
	if _, err := decoder.Token(); err != nil {
		return nil, err
	}
	if node.Kind == yaml.MappingNode {
		node.Content = lastOfEach(node.Content)
	}
	return node, nil
}

// lastOfEach drops all but the last of the entries that share a key. JSON's readers take the last
// one, YAML's refuse the document.
func lastOfEach(entries []*yaml.Node) []*yaml.Node {
	at := make(map[string]int, len(entries)/2)
	var kept []*yaml.Node
	for i := 0; i+1 < len(entries); i += 2 {
		key := entries[i].Value
		if j, twice := at[key]; twice {
			kept[j+1] = entries[i+1]
			continue
		}
		at[key] = len(kept)
		kept = append(kept, entries[i], entries[i+1])
	}
	return kept
}

func scalarNode(text string) *yaml.Node {
	return &yaml.Node{Kind: yaml.ScalarNode, Value: text}
}

func stringNode(s string) *yaml.Node {
	node := &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!str", Value: s}
	if !plain(s) {
		node.Style = yaml.DoubleQuotedStyle
	}
	return node
}

// plain reports whether s may be written without quotes. It starts with a letter, so it is no
// number, date, time or null in any reader's eyes, YAML 1.1 (0123, 12:30, 1_000) or 1.2 (0o17,
// 1e10); it is none of the words that one of them takes for a truth value; and has no character
// with a meaning in YAML. Quoting more than needed does no harm.
func plain(s string) bool {
	first, _ := utf8.DecodeRuneInString(s)
	if !unicode.IsLetter(first) || strings.HasSuffix(s, " ") {
		return false
	}
	words := []string{"y", "n", "yes", "no", "on", "off", "true", "false", "null"}
	if slices.Contains(words, strings.ToLower(s)) {
		return false
	}
	return !strings.ContainsFunc(s, func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !strings.ContainsRune(" _-./@+", r)
	}) && !strings.ContainsFunc(s, harmful)
}

// yamlNumber keeps a JSON number's digits. YAML 1.1 takes 1e5 for a string: there an exponent needs
// a point before it and a sign.
func yamlNumber(number string) string {
	e := strings.IndexAny(number, "eE")
	if e < 0 {
		return number
	}
	mantissa, exponent := number[:e], number[e+1:]
	if !strings.Contains(mantissa, ".") {
		mantissa += ".0"
	}
	if exponent[0] != '-' && exponent[0] != '+' {
		exponent = "+" + exponent
	}
	return mantissa + "e" + exponent
}
