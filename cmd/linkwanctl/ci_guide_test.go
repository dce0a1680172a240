//go:build unix

package main

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"
)

// The guide lists the inputs that the action and the component have, and its examples give no others.
func TestTheGuideHasTheInputs(t *testing.T) {
	t.Parallel()
	guide, err := os.ReadFile(filepath.Join("..", "..", "docs", "ci.md"))
	if err != nil {
		t.Fatal(err)
	}
	_, a := readAction(t)
	header, _, _ := readComponent(t)
	for title, inputs := range map[string]map[string]declared{"GitHub": a.Inputs, "GitLab": header.Spec.Inputs} {
		_, section, _ := strings.Cut(string(guide), "\n## "+title+"\n")
		section, _, _ = strings.Cut(section, "\n## ")
		var listed, want []string
		for _, match := range regexp.MustCompile("(?m)^\\| `([a-z-]+)` \\|").FindAllStringSubmatch(section, -1) {
			listed = append(listed, match[1])
		}
		for name := range inputs {
			want = append(want, name)
		}
		slices.Sort(listed)
		slices.Sort(want)
		if !slices.Equal(listed, want) {
			t.Errorf("%s lists %v, want %v", title, listed, want)
		}
		_, block, _ := strings.Cut(section, "```yaml\n")
		block, _, _ = strings.Cut(block, "```")
		examples := exampleInputs(t, block)
		if len(examples) == 0 {
			t.Errorf("%s has no example", title)
		}
		for _, example := range examples {
			for name := range example {
				if !slices.Contains(want, name) {
					t.Errorf("%s gives %s, which is no input", title, name)
				}
			}
			for name, input := range inputs {
				if _, given := example[name]; !given && input.Default == nil {
					t.Errorf("%s leaves %s out, which has no default", title, name)
				}
			}
		}
	}
}

// exampleInputs are the inputs of each use in an example: with of the steps, or inputs of the includes.
func exampleInputs(t *testing.T, block string) []map[string]string {
	t.Helper()
	var example struct {
		Jobs map[string]struct {
			Steps []struct{ With map[string]string }
		}
		Include []struct{ Inputs map[string]string }
	}
	if err := yaml.Unmarshal([]byte(block), &example); err != nil {
		t.Fatal(err)
	}
	var given []map[string]string
	for _, job := range example.Jobs {
		for _, step := range job.Steps {
			if step.With != nil {
				given = append(given, step.With)
			}
		}
	}
	for _, include := range example.Include {
		given = append(given, include.Inputs)
	}
	return given
}
