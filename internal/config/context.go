package config

// SetContext writes a whole context and makes it the current one, in one change of the file: either
// all of it is written or nothing. An empty value is left out; what the context had before is
// replaced. Mistakes elsewhere in the file do not matter, as in Set.
func SetContext(o Options, name string, values map[string]string) error {
	if _, wrong := settable(name, keyRegion); wrong != nil { // checks the name
		return refuse(wrong)
	}
	_, err := edit(o, func(e *editor) (bool, *Problem) {
		into, wrong := e.section(name)
		if wrong != nil {
			return false, wrong
		}
		for _, row := range Table() {
			if !row.InContext {
				continue
			}
			normal, f := row.examine(values[row.Key])
			switch {
			case values[row.Key] == "":
				take(into, row.FileKey)
			case !f.rule.Empty():
				return false, f.argument(row.FileKey, values[row.Key])
			default:
				put(into, row.FileKey, scalar(row, normal))
			}
		}
		current, _ := find(keyContext)
		put(e.root, fileKeyCurrent, scalar(current, name))
		return true, nil
	})
	return err
}

// CheckContextName reports what is wrong with the name of a context, nil for nothing.
func CheckContextName(name string) error {
	if _, f := checkContextName(name); !f.rule.Empty() {
		return refuse(f.argument("--"+keyContext, name))
	}
	return nil
}
