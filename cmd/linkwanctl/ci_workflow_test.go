package main

import (
	"os"
	"path/filepath"
	"regexp"
	"testing"
)

// A tag of an action can be moved to other code; what a commit has cannot.
func TestWorkflowsPinWhatTheyUse(t *testing.T) {
	t.Parallel()
	uses := regexp.MustCompile(`(?m)^ *(?:- )?uses: *(.*)$`)
	pinned := regexp.MustCompile(`^(\./|[^@ ]+@[0-9a-f]{40} # v[0-9.]+$)`)
	workflows, err := filepath.Glob(filepath.Join("..", "..", ".github", "workflows", "*.yml"))
	if err != nil || len(workflows) == 0 {
		t.Fatalf("there are no workflows, %v", err)
	}
	for _, path := range workflows {
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		for _, match := range uses.FindAllStringSubmatch(string(text), -1) {
			if !pinned.MatchString(match[1]) {
				t.Errorf("%s uses %s", filepath.Base(path), match[1])
			}
		}
	}
}
