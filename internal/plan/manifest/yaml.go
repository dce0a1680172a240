package manifest

import (
	"go.yaml.in/yaml/v3"

	"linkwanctl/internal/i18n"
	"linkwanctl/internal/text"
)

func (r *reading) readYAML() {
	documents, at, rule := text.ReadYAML(r.data)
	for _, document := range documents {
		r.document(document.Content[0])
	}
	if !rule.Empty() {
		r.complain(at, "", rule, "")
	}
}

// untagged complains of the tag of a list or an object. That of a value is the field's matter, see
// misfit.
func (r *reading) untagged(node *yaml.Node) {
	if node.Style&yaml.TaggedStyle != 0 {
		r.complain(position(node), "", i18n.T("takes no YAML tag"), "")
	}
}

func position(node *yaml.Node) text.Position {
	return text.Position{Line: node.Line, Column: node.Column}
}

// entryOf is a key and its value in a tree.
func entryOf(key, value *yaml.Node) entry {
	e := entry{key: key.Value, keyAt: position(key), at: position(value), value: value.Value}
	switch tag := value.ShortTag(); {
	case value.Kind == yaml.SequenceNode:
		e.kind = list
	case value.Kind == yaml.MappingNode:
		e.kind = object
	case (value.Style|key.Style)&yaml.TaggedStyle != 0:
		e.kind = tagged
	case value.Style != 0:
		e.kind = quotedText
	case tag == "!!null":
		e.kind = null
	case tag == "!!bool":
		e.kind = truth
	default:
		e.kind = plain
	}
	return e
}
