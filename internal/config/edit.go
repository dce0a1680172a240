package config

import (
	"slices"

	"go.yaml.in/yaml/v3"

	"linkwanctl/internal/i18n"
)

// Set writes one setting to the file, to its top level where context is empty, else to the context,
// which it creates where needed, as it does the file. The value is checked first; other mistakes in
// the file do not matter, so that they can be corrected one after the other. A file that is not
// YAML is refused. Concurrent calls wait for each other.
func Set(o Options, context, key, value string) error {
	row, wrong := settable(context, key)
	if wrong != nil {
		return refuse(wrong)
	}
	normal, f := row.examine(value)
	if value == "" {
		f.rule = i18n.T("is empty; to remove it from the file:  linkwanctl config unset %s", row.FileKey)
	}
	if !f.rule.Empty() {
		return refuse(f.argument(row.FileKey, value))
	}
	_, err := edit(o, func(e *editor) (bool, *Problem) {
		if f := e.unfit(context, row, normal); !f.rule.Empty() {
			return false, f.argument(row.FileKey, value)
		}
		into, wrong := e.section(context)
		if wrong != nil {
			return false, wrong
		}
		put(into, row.FileKey, scalar(row, normal))
		return true, nil
	})
	return err
}

// UseContext makes a context of the file the current one.
func UseContext(o Options, name string) error {
	if name == "" {
		return refuse(flaw{rule: i18n.T("is empty")}.argument(keyContext, ""))
	}
	return Set(o, "", fileKeyCurrent, name)
}

// Unset removes a setting from the file's top level or from a context, or with an empty key the
// whole context, unless it is the current one. It reports whether there was anything to remove. An
// unknown key can be removed too, to correct the file.
func Unset(o Options, context, key string) (bool, error) {
	if key == keyContext {
		key = fileKeyCurrent
	}
	return edit(o, func(e *editor) (bool, *Problem) {
		if context != "" && e.contextNode(context) == nil {
			return false, e.noContext(context)
		}
		if key == "" {
			return e.removeOther(context)
		}
		if context == "" && key == fileKeyContexts && len(e.contextNames()) > 0 {
			return false, flaw{rule: i18n.T("has more than one setting: delete the contexts one by one")}.argument(fileKeyContexts, "")
		}
		from := e.root
		if context != "" {
			from = e.contextNode(context)
		}
		if take(from, key) {
			return true, nil
		}
		_, wrong := settable(context, key)
		return false, wrong
	})
}

// DeleteContext removes a context of the file. If it is the current one, the file has none
// afterwards; wasCurrent reports that.
func DeleteContext(o Options, name string) (wasCurrent bool, err error) {
	_, err = edit(o, func(e *editor) (bool, *Problem) {
		if e.contextNode(name) == nil {
			return false, e.noContext(name)
		}
		if wasCurrent = e.isCurrent(name); wasCurrent {
			take(e.root, fileKeyCurrent)
		}
		return e.removeContext(name), nil
	})
	return wasCurrent && err == nil, err
}

// settable returns the setting of a key that may be in the file at that place.
func settable(context, key string) (Setting, *Problem) {
	if context != "" {
		if _, f := checkContextName(context); !f.rule.Empty() {
			return Setting{}, f.argument(keyContext, context)
		}
	}
	row, known := find(key)
	if known && row.FileKey != "" && (context == "" || row.InContext) {
		return row, nil
	}
	f := unknownKey(Table(), context, key)
	where := keyName(key)
	if where == "" {
		where = "KEY"
	}
	return Setting{}, f.argument(where, "")
}

// scalar writes a value so that it is read back as what it is.
func scalar(row Setting, text string) yaml.Node {
	tag := "!!str"
	if row.Type == "int" {
		tag = "!!int"
	}
	return yaml.Node{Kind: yaml.ScalarNode, Tag: tag, Value: text}
}

// put sets the value of a key in place and keeps its comments; it removes a second key of the same
// name. A new key comes last.
func put(into *yaml.Node, key string, value yaml.Node) {
	i := index(into, key)
	if i < 0 {
		if len(into.Content) == 0 {
			into.Style &^= yaml.FlowStyle
		}
		into.Content = append(into.Content, &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!str", Value: key}, &value)
		return
	}
	old := into.Content[i+1]
	value.HeadComment, value.LineComment, value.FootComment = old.HeadComment, old.LineComment, old.FootComment
	*old = value
	rest := &yaml.Node{Content: into.Content[i+2:]}
	take(rest, key)
	into.Content = append(into.Content[:i+2], rest.Content...)
}

// take removes every entry of a key.
func take(from *yaml.Node, key string) bool {
	found := false
	for i := index(from, key); i >= 0; i = index(from, key) {
		from.Content = slices.Delete(from.Content, i, i+2)
		found = true
	}
	return found
}

// index gives the place of a key in a mapping, or -1.
func index(in *yaml.Node, key string) int {
	for i := 0; i+1 < len(in.Content); i += 2 {
		if in.Content[i].Kind == yaml.ScalarNode && in.Content[i].Value == key {
			return i
		}
	}
	return -1
}
