package manifest

import (
	"go.yaml.in/yaml/v3"

	"linkwanctl/internal/i18n"
	"linkwanctl/internal/text"
)

// The keys of a document; "version: 1" is the only version there is, and a schema is for editors.
const (
	keyPermissions = "permissions"
	keyVersion     = "version"
	keySchema      = "$schema"
)

func isDocumentKey(key string) bool {
	return key == keyPermissions || key == keyVersion || key == keySchema
}

// document reads a list of rows, or an object that has one. A JSON file may have rows one after
// another too.
func (r *reading) document(root *yaml.Node) {
	r.untagged(root)
	switch {
	case root.Kind == yaml.SequenceNode:
		r.items(root)
	case root.Kind == yaml.MappingNode && r.format == formatJSON && !hasDocumentKey(root):
		r.item(root)
	case root.Kind == yaml.MappingNode:
		r.object(root)
	case root.ShortTag() != "!!null":
		r.complain(position(root), "", i18n.T("is not a manifest; write a list of rows such as %s", r.example(`"- id: 123"`, `[{"id": "123"}]`)), "")
	}
}

// example gives the one of two that is in the format of the present file.
func (r *reading) example(yaml, json string) string {
	if r.format == formatJSON {
		return json
	}
	return yaml
}

func hasDocumentKey(root *yaml.Node) bool {
	for i := 0; i < len(root.Content); i += 2 {
		if isDocumentKey(root.Content[i].Value) {
			return true
		}
	}
	return false
}

func (r *reading) object(root *yaml.Node) {
	lines := map[string]int{}
	for i := 0; i+1 < len(root.Content); i += 2 {
		e := entryOf(root.Content[i], root.Content[i+1])
		if line := lines[e.key]; line > 0 {
			r.complain(e.keyAt, shown(e.key), i18n.T("is already given on line %d", line), "")
		} else {
			r.documentKey(&e)
		}
		lines[e.key] = e.keyAt.Line
		if e.key == keyPermissions && e.kind == list {
			r.untagged(root.Content[i+1])
			r.items(root.Content[i+1])
		}
	}
	if len(root.Content) > 0 && lines[keyPermissions] == 0 {
		r.complain(position(root), "", i18n.T("has no list of rows under permissions"), "")
	}
}

// documentKey checks a key of a document and its value. The rows of its list are the caller's.
func (r *reading) documentKey(e *entry) {
	switch {
	case !isDocumentKey(e.key):
		r.complain(e.keyAt, shown(e.key), i18n.T("is not a key of a manifest; use permissions or version"), text.Nearest(e.key, []string{keyPermissions, keyVersion}))
	case e.key == keyPermissions && e.kind != list && e.kind != null:
		r.complain(e.at, keyPermissions, i18n.T("must be a list of rows"), "")
	case e.kind == tagged:
		r.complain(e.at, e.key, i18n.T("takes no YAML tag"), "")
	case e.key == keyVersion && e.value != "1":
		r.complain(e.at, keyVersion+" "+quoted(e.value), i18n.T("must be 1"), "")
	}
}

func (r *reading) items(list *yaml.Node) {
	for _, item := range list.Content {
		if item.Kind != yaml.MappingNode {
			r.complain(position(item), "", i18n.T("is not a row; write keys and values such as %s", r.example(`"id: 123"`, `{"id": "123"}`)), "")
			continue
		}
		r.untagged(item)
		r.item(item)
	}
}

func (r *reading) item(row *yaml.Node) {
	var entries []entry
	for i := 0; i+1 < len(row.Content); i += 2 {
		entries = append(entries, entryOf(row.Content[i], row.Content[i+1]))
	}
	r.row(position(row), entries)
}
