package config

// ContextNames returns the names of the file's contexts for completion: those that can be read,
// without errors about the rest.
func ContextNames(o Options) []string {
	p, problem := locate(o)
	if problem != nil || p.path == "" {
		return nil
	}
	data, _, problem := readFile(p, false)
	if problem != nil {
		return nil
	}
	document, problem := parse(p.path, data)
	if problem != nil {
		return nil
	}
	return readDocument(p.path, rootOf(document), Table()).names
}
