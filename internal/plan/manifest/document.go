package manifest

import "fmt"

// The keys of a document; "version: 1" is the only version there is, and a schema
// is for editors.
const (
	keyPermissions = "permissions"
	keyVersion     = "version"
	keySchema      = "$schema"
)

func isDocumentKey(key string) bool {
	return key == keyPermissions || key == keyVersion || key == keySchema
}

// document is an object around the list of rows.
type document struct {
	began bool
	lines map[string]int // of its keys
}

// entry checks a key of the document. The rows of its list are the caller's.
func (d *document) entry(r *reading, e *entry) {
	if d.lines == nil {
		d.lines = map[string]int{}
	}
	d.began = true
	if line := d.lines[e.key]; line > 0 {
		r.complain(e.keyAt, shown(e.key), fmt.Sprintf("is given on line %d already", line), "")
		return
	}
	d.lines[e.key] = e.keyAt.line
	switch {
	case !isDocumentKey(e.key):
		suggestion := nearWord(e.key, keyPermissions)
		if suggestion == "" {
			suggestion = nearWord(e.key, keyVersion)
		}
		r.complain(e.keyAt, shown(e.key), "is not a key of a manifest: permissions and version are", suggestion)
	case e.key == keyPermissions && e.kind != list && e.kind != null:
		r.complain(e.at, keyPermissions, "is not a list of rows", "")
	case e.key == keyVersion && e.value != "1":
		r.complain(e.at, keyVersion+" "+quoted(e.value), "is not a version of manifests: 1 is the only one", "")
	}
}
