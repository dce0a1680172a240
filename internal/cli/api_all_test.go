package cli

import (
	"maps"
	"slices"
	"strconv"
	"strings"
	"testing"

	"linkwanctl/internal/catalogue"
	"linkwanctl/internal/emulator/emulatortest"
)

// Every action can be called, with either signature and the same result, and nothing is sent of a
// documented one that lacks a required parameter.
func TestEveryActionIsCalled(t *testing.T) {
	t.Parallel()
	service := emulatortest.Start(t, emulatortest.Options{})
	env := service.Environment()
	env["LINKWANCTL_QPS"] = "0"
	for _, action := range catalogue.All() {
		parameters := parametersFor(action)
		if len(parameters) > 0 && action.Documented {
			before := service.Received(action.Name)
			got := run(t.Context(), t.TempDir(), env, append([]string{"api", "call", action.Name}, parameters[1:]...)...)
			if name, _, _ := strings.Cut(parameters[0], "="); got.code != exitUsage || !strings.Contains(got.stderr, name) || service.Received(action.Name) != before {
				t.Errorf("%s without %s: %+v", action.Name, name, got)
			}
		}
		codes := map[int]bool{}
		for _, signature := range []string{"3", "1"} {
			got := run(t.Context(), t.TempDir(), env, append([]string{"api", "call", action.Name, "-o", "json", "--signature-version", signature}, parameters...)...)
			codes[got.code] = true
			answered := !strings.Contains(got.stderr, "InvalidApi.NotFound")
			if !answered || !slices.Contains([]int{exitDone, exitRefused, exitMissing}, got.code) && !strings.Contains(got.stderr, `"Code": "No`) {
				t.Errorf("%s with signature %s: %+v", action.Name, signature, got)
			}
		}
		if len(codes) > 1 && !isSpent(action.Name) {
			t.Errorf("%s ends differently with the two signatures: %v", action.Name, slices.Collect(maps.Keys(codes)))
		}
	}
}

// isSpent reports whether a second call finds nothing left to do.
func isSpent(action string) bool {
	return slices.ContainsFunc([]string{"Accept", "Add", "Apply", "Bind", "Cancel", "Create", "Delete", "Reject", "Remove", "Return", "Submit", "Unbind"}, func(verb string) bool { return strings.HasPrefix(action, verb) })
}

// parametersFor are arguments with a value for every required parameter, and for all of an action whose
// required ones are not known.
func parametersFor(action catalogue.Action) []string {
	var given []string
	for i, p := range action.Parameters {
		if action.Documented && !p.Required || p.Name == "IotInstanceId" {
			continue
		}
		_, value := parameterRule(action, p.Name)
		switch {
		case value != "":
		case p.Type == "boolean":
			value = "true"
		case p.Type == "string" && strings.HasSuffix(p.Name, "Eui"):
			value = "d896e0ff00000001"
		default:
			value = strconv.Itoa(i + 1)
		}
		given = append(given, p.Name+"="+value)
	}
	return given
}
