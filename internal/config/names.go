package config

// ContextNames gives the names of the file's contexts for completion: what can be read of them, and
// no word about what cannot.
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
