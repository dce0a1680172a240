package output

import "bytes"

// identify gives the values that identify the objects of a compact document: for each object of a
// list, or for the one, the value of the first of the keys that it or its Data has. An object that
// reports a failure is skipped. It reports whether any object has one of the keys.
func identify(document []byte, keys []string) (names []string, known bool) {
	items := [][]byte{document}
	if document[0] == '[' {
		items = elements(document)
	}
	for _, item := range items {
		name, failed := identity(item, keys)
		known = known || name != ""
		if name != "" && !failed {
			names = append(names, name)
		}
	}
	return names, known
}

func identity(item []byte, keys []string) (name string, failed bool) {
	if item[0] != '{' {
		return "", false
	}
	found := map[string]string{}
	flatten("", item, func(name string, value []byte) {
		if value[0] != '{' && value[0] != '[' {
			found[name] = plainText(value)
		}
	})
	failed = found["Success"] == "false"
	for _, key := range keys {
		for _, place := range []string{key, "Data." + key} {
			if name := found[place]; name != "" {
				return name, failed
			}
		}
	}
	return "", failed
}

// namesOf shows a result as names.
func (p *Printer) namesOf(r Result, document []byte) []byte {
	names, known := identify(document, p.keys)
	switch {
	case known:
	case r.Text != "":
		return lines(r.Text)
	default:
		for _, row := range r.Grid.Rows {
			names = append(names, cellsAt(row, []int{0})[0])
		}
	}
	return nameLines(names)
}

func nameLines(names []string) []byte {
	var b bytes.Buffer
	for _, name := range names {
		b.WriteString(Escape(name) + "\n")
	}
	return b.Bytes()
}

// nameList is a list as names.
type nameList struct{ keys []string }

func (l nameList) add(item any, shown []string) ([]byte, error) {
	document, err := encodeItem(item)
	if err != nil {
		return nil, err
	}
	names, known := identify(document, l.keys)
	if !known {
		names = shown[:min(1, len(shown))]
	}
	return nameLines(names), nil
}

func (nameList) end() ([]byte, error) { return nil, nil }
func (nameList) abandoned() []byte    { return nil }
