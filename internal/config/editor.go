package config

import (
	"slices"

	"go.yaml.in/yaml/v3"

	"linkwanctl/internal/atomicfile"
	"linkwanctl/internal/i18n"
)

// editor changes the file once, under its lock.
type editor struct {
	path string
	root *yaml.Node // a mapping
}

// edit reads the file, lets change alter it, and writes it if change says so. All of it happens
// under a lock.
func edit(o Options, change func(*editor) (bool, *Problem)) (bool, error) {
	path, err := Path(o)
	if err != nil {
		return false, err
	}
	target, lock, err := lockFile(path)
	if err != nil {
		return false, unwritten(path, err)
	}
	defer lock.Remove()
	old, _, wrong := readFile(place{path: target}, false)
	if wrong != nil {
		return false, refuse(wrong)
	}
	document, wrong := parseToEdit(path, old)
	if wrong != nil {
		return false, refuse(wrong)
	}
	changed, wrong := change(&editor{path: path, root: document.Content[0]})
	if wrong != nil {
		return false, refuse(wrong)
	}
	if !changed {
		return false, nil
	}
	fresh, err := render(document, old)
	if err == nil {
		if o.Writing != nil {
			o.Writing()
		}
		err = atomicfile.Replace(target, fresh)
	}
	if err != nil {
		return false, unwritten(path, err)
	}
	return true, nil
}

// parseToEdit returns a document with a mapping, even for an empty file.
func parseToEdit(path string, data []byte) (*yaml.Node, *Problem) {
	document, wrong := parse(path, data)
	if document == nil {
		document = &yaml.Node{Kind: yaml.DocumentNode, Content: []*yaml.Node{{Kind: yaml.MappingNode, Tag: "!!map"}}}
	}
	return document, wrong
}

// section returns the mapping to set a key in, and makes it if it is missing.
func (e *editor) section(context string) (*yaml.Node, *Problem) {
	if context == "" {
		return e.root, nil
	}
	contexts, wrong := e.submapping(e.root, fileKeyContexts)
	if wrong != nil {
		return nil, wrong
	}
	return e.submapping(contexts, context)
}

func (e *editor) submapping(in *yaml.Node, key string) (*yaml.Node, *Problem) {
	i := index(in, key)
	if i < 0 || isNull(in.Content[i+1]) {
		put(in, key, yaml.Node{Kind: yaml.MappingNode, Tag: "!!map"})
		i = index(in, key)
	}
	found := in.Content[i+1]
	if found.Kind != yaml.MappingNode {
		return nil, problem(position(e.path, found), i18n.T("is not a map: remove it first"))
	}
	return found, nil
}

// contextNode returns the node of a context, of any kind; nil if there is none.
func (e *editor) contextNode(name string) *yaml.Node {
	i := index(e.root, fileKeyContexts)
	if i < 0 || e.root.Content[i+1].Kind != yaml.MappingNode {
		return nil
	}
	contexts := e.root.Content[i+1]
	if i = index(contexts, name); i < 0 {
		return nil
	}
	return contexts.Content[i+1]
}

func (e *editor) contextNames() []string { return readDocument(e.path, e.root, Table()).names }

func (e *editor) noContext(name string) *Problem {
	f := unknownContext(e.path, name, e.contextNames())
	return f.argument(keyContext, name)
}

// removeOther refuses to remove the current context: the next call would silently go elsewhere.
func (e *editor) removeOther(name string) (bool, *Problem) {
	if name == "" {
		return false, flaw{rule: i18n.T("is empty")}.argument("KEY", "")
	}
	if e.isCurrent(name) {
		return false, flaw{rule: i18n.T("is the current context: use another one or unset current-context first")}.argument(keyContext, name)
	}
	return e.removeContext(name), nil
}

func (e *editor) isCurrent(name string) bool {
	i := index(e.root, fileKeyCurrent)
	return i >= 0 && e.root.Content[i+1].Value == name
}

// removeContext removes a context that the file has.
func (e *editor) removeContext(name string) bool {
	return take(e.root.Content[index(e.root, fileKeyContexts)+1], name)
}

// unfit reports a valid value that contradicts the rest of the file.
func (e *editor) unfit(context string, row Setting, value string) flaw {
	switch {
	case row.Key == keyContext && value != "":
		if names := e.contextNames(); !slices.Contains(names, value) {
			return unknownContext(e.path, value, names)
		}
	case row.Key == keyRegion:
		beside := e.root
		if context != "" {
			beside = e.contextNode(context)
		}
		if beside == nil || index(beside, keyEndpoint) < 0 {
			return checkServedRegion(value)
		}
	}
	return flaw{}
}
