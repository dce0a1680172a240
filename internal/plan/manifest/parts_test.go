package manifest

import (
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"
)

// byParts reads YAML as a large file is read, cut at every row.
func byParts(text string) ([]Row, error) {
	r := newReading()
	r.files, r.name = []string{"a.yaml"}, "a.yaml"
	data, ok := r.decoded([]byte(text), "", formatYAML)
	if r.data = data; ok {
		r.readParts(1<<20, 0)
	}
	return r.result()
}

func whole(text string) ([]Row, error) {
	r := newReading()
	r.files, r.name = []string{"a.yaml"}, "a.yaml"
	data, ok := r.decoded([]byte(text), "", formatYAML)
	if r.data = data; ok {
		r.readDocuments(r.data, func(r *reading, root *yaml.Node) { r.document(root) })
	}
	return r.result()
}

func TestLargeYAMLIsReadLikeASmallOne(t *testing.T) {
	t.Parallel()
	for _, text := range []string{
		"- id: 1\n- id: 2\n", "permissions:\n- id: 1\n\n# x\n-\n  id: 2\n  name: abcd\n", "--- # x\nversion: 1\npermissions:\n  - id: 1\n  - {id: 2,\n    name: abcd}\nversion: 1\n",
		"permissions:\n  - id: 1\nversion: 1\n---\n- id: 2\n...\n# x\n---\npermissions: [{id: 3}]\n...\n", "- id: 1\n  classMode: D\n- id: 1\n- id: 3\n  x: 1\n",
		"permissions:\n- id: 1\nversion: 2\npermission_s:\n", "version: 1\npermissions:\n- id: 1\n- id: 1\nversion: 1\n", "- id: 1\n- id: [\n", "- id: 1\n- id: &a 2\n", "- id: 1\r\n- id: 2\r\n",
	} {
		one, errOne := whole(text)
		other, errOther := byParts(text)
		if show(one) != show(other) || (errOne == nil) != (errOther == nil) || errOne != nil && errOne.Error() != errOther.Error() {
			t.Errorf("%q: got\n%s%v\nwant\n%s%v", text, show(other), errOther, show(one), errOne)
		}
		for i := range one {
			if one[i].Place != other[i].Place {
				t.Errorf("%q: row %d stands at %v, not %v", text, i, one[i].Place, other[i].Place)
			}
		}
	}
}

func TestLargeYAMLOfAnotherShapeIsRefused(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"version: 1\n- id: 1\n", "- id: 1\nversion: 1\n", "permissions: |\n- id: 1\n", "permissions:\n- id: 1\n[]\n", "- id: 1\n...\n- id: 2\n", "[a,\n- id: 1\n]", "permissions: ~\n- id: 1\n"} {
		if rows, err := byParts(text); err == nil {
			t.Errorf("%q: got %s", text, show(rows))
		}
	}
}

func TestLargeFleetIsRead(t *testing.T) {
	t.Parallel()
	for format, n := range map[string]int{"yaml": 8000, "json": 1000, "csv": 1000} {
		text := fleetText(t, format, n)
		if format == formatYAML && len(text) < 1<<20 {
			t.Fatalf("%d bytes are read as a whole", len(text))
		}
		rows, err := read("-", text, Options{})
		if err != nil || len(rows) != n || rows[n-1].Place.Line < n {
			t.Fatalf("%s: got %d rows, %v", format, len(rows), err)
		}
		above, below, _ := strings.Cut(text, "车库_000900")
		_, err = read("-", above+"车-库"+below, Options{})
		want := Place{File: "<stdin>", Line: strings.Count(above, "\n") + 1}.String() + ":"
		if err == nil || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("%s: got %v, want it at %s", format, err, want)
		}
	}
}
