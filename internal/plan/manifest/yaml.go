package manifest

import (
	"bytes"
	"errors"
	"io"
	"regexp"
	"strconv"
	"strings"
	"sync"

	"go.yaml.in/yaml/v3"
)

// readYAML reads a file of usual size as a whole, and a large one by parts: the
// library's tree takes thirty times the memory of its text.
func (r *reading) readYAML() {
	const whole, usual = 1 << 20, 64 << 10
	if len(r.data) > whole {
		r.readParts(whole, usual)
		return
	}
	r.readDocuments(r.data, (*reading).document)
}

// readDocuments gives each the root of every document in data. It tells whether
// data was read to its end.
func (r *reading) readDocuments(data []byte, each func(*reading, *yaml.Node)) bool {
	decoder := yaml.NewDecoder(bytes.NewReader(data))
	for !r.full {
		var root yaml.Node
		if err := decoder.Decode(&root); errors.Is(err, io.EOF) {
			return true
		} else if err != nil {
			r.notYAML(data, err)
			return false
		}
		if anchored := anchor(&root); anchored != nil {
			r.complain(r.spot(anchored), "", "is a YAML anchor or alias, which manifests do not take", "")
			return false
		}
		each(r, root.Content[0])
	}
	return false
}

func (r *reading) spot(node *yaml.Node) spot { return spot{node.Line + r.above, node.Column} }

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

// document reads a list of rows, or an object with one.
func (r *reading) document(root *yaml.Node) {
	switch {
	case root.Kind == yaml.SequenceNode:
		r.items(root)
	case root.Kind == yaml.MappingNode:
		var doc document
		for i := 0; i+1 < len(root.Content); i += 2 {
			key, value := root.Content[i], root.Content[i+1]
			e := r.yamlEntry(key, value)
			doc.entry(r, &e)
			if e.key == keyPermissions && value.Kind == yaml.SequenceNode {
				r.items(value)
			}
		}
		if len(root.Content) > 0 && doc.lines[keyPermissions] == 0 {
			r.complain(r.spot(root), "", "has no list of rows: permissions", "")
		}
	case root.ShortTag() != "!!null":
		r.complain(r.spot(root), "", "is not a manifest: a list of rows such as \"- id: 123\"", "")
	}
}

func (r *reading) items(list *yaml.Node) {
	var entries []entry
	for _, item := range list.Content {
		if item.Kind != yaml.MappingNode {
			r.complain(r.spot(item), "", "is not a row: keys and values such as \"id: 123\"", "")
			continue
		}
		entries = entries[:0]
		for i := 0; i+1 < len(item.Content); i += 2 {
			entries = append(entries, r.yamlEntry(item.Content[i], item.Content[i+1]))
		}
		r.row(r.spot(item), entries)
	}
}

func (r *reading) yamlEntry(key, value *yaml.Node) entry {
	e := entry{key: key.Value, keyAt: r.spot(key), at: r.spot(value), value: value.Value}
	switch tag := value.ShortTag(); {
	case value.Kind == yaml.SequenceNode:
		e.kind = list
	case value.Kind == yaml.MappingNode:
		e.kind = object
	case (value.Style|key.Style)&yaml.TaggedStyle != 0:
		e.kind = tagged
	case value.Style != 0:
		e.kind = text
	case tag == "!!null":
		e.kind = null
	case tag == "!!bool":
		e.kind = truth
	default:
		e.kind = plain
	}
	return e
}

var (
	yamlMessage = lazily(`^yaml: (?:line (\d+): )?(.*)$`)
	// What the library's parser, unlike its scanner, says: it counts these lines from 0.
	fromParser = lazily(`^did not find expected (?:<document start>|node content|key|'-' indicator|',')`)
)

// lazily compiles a pattern when it is first asked for: most runs read no manifest.
func lazily(pattern string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(pattern) })
}

func (r *reading) notYAML(data []byte, err error) {
	if at := tabbed(data); at.line > 0 {
		r.complain(spot{at.line + r.above, at.column}, "", "is a tab: YAML is indented with blanks", "")
		return
	}
	found := yamlMessage().FindStringSubmatch(err.Error())
	if found == nil || strings.Contains(found[2], "anchor") {
		r.complain(spot{}, "", "has a YAML alias, which manifests do not take", "")
		return
	}
	line, _ := strconv.Atoi(found[1])
	if line == 0 || fromParser().MatchString(found[2]) {
		line++
	}
	line = min(line, bytes.Count(bytes.TrimSpace(data), []byte("\n"))+1) // The end of the file is no line of its own.
	r.complain(spot{line: line + r.above}, "", "is not YAML: "+escape(found[2]), "")
}

// tabbed finds a line that a tab indents.
func tabbed(data []byte) spot {
	line := 0
	for text := range bytes.Lines(data) {
		line++
		rest := bytes.TrimLeft(text, " ")
		if bytes.HasPrefix(rest, []byte("\t")) && len(bytes.TrimSpace(rest)) > 0 {
			return spot{line, len(text) - len(rest) + 1}
		}
	}
	return spot{}
}
