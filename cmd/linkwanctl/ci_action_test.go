//go:build unix

package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"
)

// declared is an input; one without a default has to be given.
type declared struct{ Default *string }

// action is what the test reads of action.yml.
type action struct {
	Inputs  map[string]declared
	Outputs map[string]struct{ Value string }
	Runs    struct {
		Steps []struct {
			ID  string
			Run string
			Env map[string]string
		}
	}
}

func readAction(t *testing.T) (whole string, a action) {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("..", "..", "action.yml"))
	if err == nil {
		err = yaml.Unmarshal(text, &a)
	}
	if err != nil || len(a.Runs.Steps) != 2 {
		t.Fatalf("%d steps, %v", len(a.Runs.Steps), err)
	}
	return string(text), a
}

var expression = regexp.MustCompile(`\$\{\{ *([a-z._-]+) *\}\}`)

// The steps of action.yml do what they say on a runner: they build linkwanctl or take the one that is
// named, write the summary and the exit code, and run nothing that an input says. It takes some
// seconds, for building the program.
func TestTheActionDiffsAndApplies(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		t.Skip("other tests run the same under the race detector")
	}
	_, a := readAction(t)
	for name, c := range map[string]struct {
		inputs  map[string]string
		code    int
		summary []string
		log     string
	}{
		"built, differences": {nil, 9, []string{"joinperm diff", "0 unchanged, 1 to change", "| `1 s` | `3 s` |"}, "::error::the join permissions differ"},
		"none":               {map[string]string{"file": "same.yaml", "binary": "linkwanctl"}, 0, []string{"1 unchanged, 0 to change"}, ""},
		"several": {
			map[string]string{"file": "fleet.yaml\ntwo $(touch broken).yaml\n", "flags": "--nodes\n", "binary": "linkwanctl"},
			9, []string{"2 to change"}, "",
		},
		"apply":        {map[string]string{"command": "apply", "binary": "bin/linkwanctl"}, 0, []string{"joinperm apply", "1 updated", "| updated |"}, "UPDATED"},
		"a row fails":  {map[string]string{"command": "apply", "file": "lost.yaml", "binary": "linkwanctl"}, 10, []string{"1 failed"}, "999"},
		"no manifest":  {map[string]string{"file": "none.yaml", "binary": "linkwanctl"}, 2, nil, "none.yaml"},
		"other":        {map[string]string{"command": "$(touch broken)", "binary": "linkwanctl"}, 2, nil, "::error::the input command"},
		"wrong folder": {map[string]string{"file": "fleet.yaml", "flags": "--nodes\n--encoding\nlatin", "binary": "linkwanctl"}, 2, nil, "latin"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			j := newJob(t)
			if err := os.MkdirAll(filepath.Join(j.dir, "bin"), 0o700); err != nil {
				t.Fatal(err)
			}
			path, err := exec.LookPath("linkwanctl")
			if err == nil {
				err = os.Symlink(path, filepath.Join(j.dir, "bin", "linkwanctl"))
			}
			if err != nil {
				t.Fatal(err)
			}
			temp := t.TempDir()
			values := map[string]string{"github.action_path": j.source}
			for input, declared := range a.Inputs {
				values["inputs."+input] = *declared.Default
			}
			for input, value := range c.inputs {
				values["inputs."+input] = value
			}
			var code int
			for _, step := range a.Runs.Steps {
				if expression.MatchString(step.Run) {
					t.Errorf("a script has an expression in it: %s", step.Run)
				}
				for _, file := range []string{"GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY", "GITHUB_PATH"} {
					j.variables[file] = filepath.Join(temp, file)
				}
				write(t, j.variables["GITHUB_OUTPUT"], "")
				j.variables["RUNNER_TEMP"] = temp
				for variable, value := range step.Env {
					j.variables[variable] = expression.ReplaceAllStringFunc(value, func(e string) string {
						return known(t, values, expression.FindStringSubmatch(e)[1])
					})
				}
				if code = j.run(step.Run, "bash", "--noprofile", "--norc", "-eo", "pipefail"); code != 0 && step.ID == "install" {
					t.Fatalf("exit code %d: %s", code, j.output)
				}
				outputs, err := os.ReadFile(j.variables["GITHUB_OUTPUT"])
				if err != nil {
					t.Fatal(err)
				}
				for line := range strings.Lines(string(outputs)) {
					name, value, _ := strings.Cut(strings.TrimSpace(line), "=")
					values["steps."+step.ID+".outputs."+name] = value
				}
			}
			if c.summary != nil {
				j.want(code, c.code, filepath.Join(temp, "GITHUB_STEP_SUMMARY"), c.summary...)
			}
			exit := expression.FindStringSubmatch(a.Outputs["exit-code"].Value)[1]
			if code != c.code || known(t, values, exit) != fmt.Sprint(code) || !strings.Contains(j.output, c.log) {
				t.Errorf("exit code %d, want %d, output %s, log %s", code, c.code, values[exit], j.output)
			}
		})
	}
}

func known(t *testing.T, values map[string]string, name string) string {
	t.Helper()
	value, is := values[name]
	if !is {
		t.Errorf("nothing is called %s", name)
	}
	return value
}

// Every input of the action is used, in the environment of a step alone: a script would run what it
// says.
func TestTheActionUsesItsInputs(t *testing.T) {
	t.Parallel()
	text, a := readAction(t)
	for input := range a.Inputs {
		if !strings.Contains(text, "${{ inputs."+input+" }}") {
			t.Errorf("nothing uses %s", input)
		}
	}
}
