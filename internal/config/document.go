package config

import (
	"fmt"
	"slices"

	"go.yaml.in/yaml/v3"

	"linkwanctl/internal/i18n"
	"linkwanctl/internal/text"
)

// document is the file as it was read: its valid settings, and its mistakes.
type document struct {
	path     string
	rows     []Setting
	top      layer
	names    []string // of the contexts, in the order of the file
	contexts map[string]layer
	problems []Problem
}

// layer is the settings of one source, a Value for each key; it is of viper's type because viper
// merges the layers.
type layer map[string]any

// readDocument reads strictly: it reports every unknown or repeated key and every invalid value.
func readDocument(path string, root *yaml.Node, rows []Setting) *document {
	d := &document{path: path, rows: rows, top: layer{}, contexts: map[string]layer{}}
	if root == nil {
		return d
	}
	d.entries(root, func(key, value *yaml.Node) {
		if key.Value == fileKeyContexts {
			d.readContexts(value)
			return
		}
		d.readSetting(d.top, "", key, value)
	})
	d.checkCurrent()
	return d
}

func (d *document) readContexts(node *yaml.Node) {
	if isNull(node) {
		return
	}
	if node.Kind != yaml.MappingNode {
		d.complain(node, "", flaw{rule: i18n.T("must be a map of contexts")})
		return
	}
	d.entries(node, func(key, value *yaml.Node) {
		switch _, f := checkContextName(key.Value); {
		case value.Kind != yaml.MappingNode && !isNull(value):
			d.complain(value, "", notAContext(key.Value))
		case !f.rule.Empty():
			d.complain(key, keyName(key.Value), f)
		default:
			d.readContext(key.Value, value)
		}
	})
}

func notAContext(key string) flaw {
	if secretLike(key) {
		return flaw{rule: i18n.T(secretRule)}
	}
	return flaw{rule: i18n.T("must be a map of settings")}
}

func (d *document) readContext(name string, node *yaml.Node) {
	d.names = append(d.names, name)
	d.contexts[name] = layer{}
	if node.Kind == yaml.MappingNode {
		d.entries(node, func(key, value *yaml.Node) { d.readSetting(d.contexts[name], name, key, value) })
	}
}

// entries calls each for every pair of a mapping whose key is a scalar that did not come before.
func (d *document) entries(node *yaml.Node, each func(key, value *yaml.Node)) {
	seen := map[string]int{}
	for i := 0; i+1 < len(node.Content); i += 2 {
		key := node.Content[i]
		if key.Kind != yaml.ScalarNode {
			d.complain(key, "", flaw{rule: i18n.T("is not a valid key")})
			continue
		}
		if line := seen[key.Value]; line > 0 {
			d.complain(key, keyName(key.Value), flaw{rule: i18n.T("is already given on line %d", line)})
			continue
		}
		seen[key.Value] = key.Line
		each(key, node.Content[i+1])
	}
}

func (d *document) readSetting(into layer, context string, key, value *yaml.Node) {
	row, known := d.row(key.Value)
	if !known || (context != "" && !row.InContext) {
		d.complain(key, keyName(key.Value), unknownKey(d.rows, context, key.Value))
		return
	}
	if f := misfit(row, value); !f.rule.Empty() {
		d.complain(value, "", flaw{rule: i18n.T("%s %s", row.FileKey, f.rule)})
		return
	}
	normal, f := row.examine(value.Value)
	if !f.rule.Empty() && (value.Value != "" || !row.MayBeEmpty) {
		d.complain(value, value.Value, f)
		return
	}
	where := text.Position{Line: key.Line}.In(d.path)
	origin := Origin{KindFile, where}
	if context != "" {
		origin = Origin{KindContext, fmt.Sprintf("context %s (%s)", context, where)}
	}
	into[row.Key] = Value{Key: row.Key, Text: normal, Origin: origin, at: position(d.path, value)}
}

func (d *document) row(fileKey string) (Setting, bool) {
	i := slices.IndexFunc(d.rows, func(s Setting) bool { return s.FileKey != "" && s.FileKey == fileKey })
	if i < 0 {
		return Setting{}, false
	}
	return d.rows[i], true
}

// misfit reports a value with the wrong YAML type. It accepts a number if the setting's rule has a
// better message: "timeout: 30" suggests 30s.
func misfit(row Setting, value *yaml.Node) flaw {
	switch tag := value.ShortTag(); {
	case value.Kind != yaml.ScalarNode:
		return flaw{rule: i18n.T("must be a single value")}
	case value.Style&yaml.TaggedStyle != 0:
		return flaw{rule: i18n.T("must not have a YAML tag")}
	case tag == "!!null":
		return flaw{rule: i18n.T("has no value")}
	case row.Type == "string" && tag != "!!str":
		return flaw{rule: i18n.T("must be text: put the value in quotes")}
	}
	return flaw{}
}

func (d *document) checkCurrent() {
	current, ok := d.top[keyContext].(Value)
	if !ok || current.Text == "" || d.contexts[current.Text] != nil {
		return
	}
	f := unknownContext(d.path, current.Text, d.names)
	d.problems = append(d.problems, current.problem(f))
	delete(d.top, keyContext)
}

func (d *document) complain(node *yaml.Node, given string, f flaw) {
	switch n := len(d.problems); {
	case n < mostProblems:
		d.problems = append(d.problems, f.problem(position(d.path, node), given))
	case n == mostProblems:
		d.problems = append(d.problems, *problem(d.path, i18n.T("has more than %d mistakes", mostProblems)))
	}
}
