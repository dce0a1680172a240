package config

import (
	"bytes"
	"strings"

	"go.yaml.in/yaml/v3"

	"linkwanctl/internal/i18n"
)

var errUnfaithful = i18n.Errorf("this would change other parts of the file too: edit it by hand")

// render encodes the document, in the layout that it had where that is possible, and checks that it
// reads back unchanged.
func render(document *yaml.Node, old []byte) ([]byte, error) {
	fresh, err := encode(document)
	if err != nil {
		return nil, err
	}
	if len(bytes.TrimSpace(old)) > 0 {
		if laidOut := keepLayout(old, fresh); readsAs(laidOut, document) {
			fresh = laidOut
		}
	}
	if !readsAs(fresh, document) {
		return nil, errUnfaithful
	}
	return fresh, nil
}

func encode(document *yaml.Node) ([]byte, error) {
	var b bytes.Buffer
	encoder := yaml.NewEncoder(&b)
	encoder.SetIndent(2)
	if err := encoder.Encode(document); err != nil {
		return nil, err
	}
	if err := encoder.Close(); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}

// keepLayout restores what the YAML library removes: blank lines between entries, and the comments
// of a file that has nothing else. The caller checks that the result still means the same.
func keepLayout(old, fresh []byte) []byte {
	before := strings.Split(strings.ReplaceAll(string(old), "\r\n", "\n"), "\n")
	if onlyComments(before) {
		return []byte(strings.TrimSpace(strings.Join(before, "\n")) + "\n\n" + string(fresh))
	}
	var b strings.Builder
	next, blank := 0, true
	for line := range strings.Lines(string(fresh)) {
		if i := lineLike(before[next:], line); i >= 0 {
			next += i + 1
			if i = next - 2; i >= 0 && strings.TrimSpace(before[i]) == "" && !blank {
				b.WriteString("\n")
			}
		}
		b.WriteString(line)
		blank = strings.TrimSpace(line) == ""
	}
	return []byte(b.String())
}

func onlyComments(lines []string) bool {
	for _, line := range lines {
		if text := strings.TrimSpace(line); text != "" && !strings.HasPrefix(text, "#") {
			return false
		}
	}
	return true
}

// lineLike finds the line with the same comment or the same key, or -1.
func lineLike(lines []string, wanted string) int {
	mark := landmark(wanted)
	if mark == "" {
		return -1
	}
	for i, line := range lines {
		if landmark(line) == mark {
			return i
		}
	}
	return -1
}

// landmark is the part of a line that stays when its value, comment and indentation change.
func landmark(line string) string {
	text := strings.TrimSpace(line)
	if key, _, found := strings.Cut(text, ":"); found && !strings.HasPrefix(text, "#") {
		return key + ":"
	}
	return text
}

// readsAs reports whether data, read again, has the keys and values of the document.
func readsAs(data []byte, document *yaml.Node) bool {
	var again yaml.Node
	if err := yaml.NewDecoder(bytes.NewReader(data)).Decode(&again); err != nil {
		return false
	}
	return sameTree(&again, document)
}

func sameTree(a, b *yaml.Node) bool {
	if a.Kind != b.Kind || a.Value != b.Value || a.ShortTag() != b.ShortTag() || len(a.Content) != len(b.Content) {
		return false
	}
	for i := range a.Content {
		if !sameTree(a.Content[i], b.Content[i]) {
			return false
		}
	}
	return true
}
