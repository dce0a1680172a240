//go:build unix

package main

import (
	"bytes"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"
)

// component is what the test reads of the job of a GitLab component.
type component struct {
	Variables map[string]struct {
		Value  string
		Expand *bool
	}
	Script    []string
	Artifacts struct {
		Paths []string
	}
}

var input = regexp.MustCompile(`\$\[\[ inputs\.([a-z]+) \]\]`)

// componentHeader declares the inputs.
type componentHeader struct {
	Spec struct{ Inputs map[string]declared }
}

func readComponent(t *testing.T) (header componentHeader, jobs map[string]component, whole string) {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("..", "..", "templates", "joinperm.yml"))
	if err != nil {
		t.Fatal(err)
	}
	documents := yaml.NewDecoder(bytes.NewReader(text))
	if err := documents.Decode(&header); err != nil {
		t.Fatal(err)
	}
	if err := documents.Decode(&jobs); err != nil || len(jobs) != 1 {
		t.Fatalf("%d jobs, %v", len(jobs), err)
	}
	return header, jobs, string(text)
}

// The script of the GitLab component does what it says, in a shell that knows nothing of bash.
func TestTheComponentDiffsAndApplies(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		t.Skip("other tests run the same under the race detector")
	}
	header, jobs, text := readComponent(t)
	for _, match := range input.FindAllStringSubmatch(text, -1) {
		if _, declared := header.Spec.Inputs[match[1]]; !declared {
			t.Errorf("the input %s is not declared", match[1])
		}
	}
	for name := range header.Spec.Inputs {
		if !strings.Contains(text, "$[[ inputs."+name+" ]]") {
			t.Errorf("nothing uses the input %s", name)
		}
	}
	for name, c := range map[string]struct {
		inputs  map[string]string
		code    int
		summary []string
	}{
		"differences": {nil, 9, []string{"0 unchanged, 1 to change", "| `1 s` | `3 s` |"}},
		"built":       {map[string]string{"source": "SOURCE", "file": "same.yaml"}, 0, []string{"1 unchanged, 0 to change"}},
		"several":     {map[string]string{"file": "fleet.yaml\ntwo $(touch broken).yaml", "flags": "--nodes"}, 9, []string{"2 to change"}},
		"apply":       {map[string]string{"command": "apply"}, 0, []string{"1 updated", "| updated |"}},
		"a row fails": {map[string]string{"command": "apply", "file": "lost.yaml"}, 10, []string{"1 failed"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			j := newJob(t)
			for _, job := range jobs {
				for variable, given := range job.Variables {
					if given.Expand == nil || *given.Expand {
						t.Errorf("%s is expanded", variable)
					}
					j.variables[variable] = input.ReplaceAllStringFunc(given.Value, func(e string) string {
						name := input.FindStringSubmatch(e)[1]
						value, given := c.inputs[name]
						if !given {
							value = *header.Spec.Inputs[name].Default
						}
						return strings.ReplaceAll(value, "SOURCE", j.source)
					})
				}
				script := strings.Join(job.Script, "\n")
				if strings.Contains(script, "$[[") {
					t.Errorf("the script has an input in it: %s", script)
				}
				code := j.run(script, "sh", "-e")
				j.want(code, c.code, filepath.Join(j.dir, job.Artifacts.Paths[0]), c.summary...)
			}
		})
	}
}
