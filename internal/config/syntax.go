package config

import (
	"go.yaml.in/yaml/v3"

	"linkwanctl/internal/i18n"
	"linkwanctl/internal/text"
)

// parse returns the document in data, whose root is a mapping; nil if there are only comments.
func parse(path string, data []byte) (*yaml.Node, *Problem) {
	if len(data) == 0 { // there is no file, and making a decoder takes time
		return nil, nil
	}
	documents, at, rule := text.ReadYAML(data)
	switch {
	case !rule.Empty():
		return nil, problem(at.In(path), rule)
	case len(documents) == 0:
		return nil, nil
	case len(documents) > 1:
		return nil, problem(position(path, documents[1]), i18n.T("starts a second YAML document; a settings file has only one"))
	}
	switch root := rootOf(documents[0]); {
	case root.Kind == yaml.MappingNode:
		return documents[0], nil
	case isNull(root):
		return nil, nil
	default:
		return nil, problem(position(path, root), i18n.T("is not a setting such as \"region: cn-shanghai\""))
	}
}

// rootOf gives nil for no document.
func rootOf(document *yaml.Node) *yaml.Node {
	if document == nil {
		return nil
	}
	return document.Content[0]
}

func isNull(node *yaml.Node) bool { return node.Kind == yaml.ScalarNode && node.ShortTag() == "!!null" }

// position is where a node is, as a message names it.
func position(path string, node *yaml.Node) string {
	return text.Position{Line: node.Line, Column: node.Column}.In(path)
}
