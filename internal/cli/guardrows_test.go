package cli

import (
	"os"
	"regexp"
	"strings"
	"testing"
	"time"

	"linkwanctl/internal/api"
	"linkwanctl/internal/joinperm"
	"linkwanctl/internal/plan"
)

// A panic in a call of an apply is its row's failure, which names the file with the stack; where
// none can be written it has the stack.
func TestAPanicInARowNamesItsStack(t *testing.T) {
	t.Parallel()
	for _, home := range []string{t.TempDir(), ""} {
		broken := guardedDoer{nil, &app{speech: &speech{}, System: System{Now: time.Now, Home: home, Getenv: func(string) string { return "" }}}}
		_, updated := broken.Update(t.Context(), joinperm.Change{})
		_, created := broken.Create(t.Context(), joinperm.Creation{})
		_, done := broken.Do(t.Context(), api.Call{})
		for method, err := range map[string]error{"Update": updated, "Create": created, "Do": done} {
			stack := ""
			if named := regexp.MustCompile(`invalid memory address.*; stack trace in (\S+\.txt)$`).FindStringSubmatch(err.Error()); named != nil {
				text, _ := os.ReadFile(named[1])
				stack = string(text)
			} else if home == "" {
				stack = err.Error()
			}
			if !strings.Contains(stack, "guardedDoer."+method) {
				t.Errorf("%s with the home %q: %v: %s", method, home, err, stack)
			}
		}
	}
}

// A panic in a goroutine that counts nodes reaches the command.
func TestAPanicInACountReachesTheCommand(t *testing.T) {
	t.Parallel()
	p := &plan.Plan{Rows: []plan.Row{{ID: "1", Action: plan.Update, Changes: []plan.FieldChange{{Field: "ClassMode"}}}}}
	panicked := catch(func() { (&session{}).countNodes(t.Context(), nil, p) })
	if panicked == nil || !strings.Contains(panicked.places(), "plan.countRows") || !strings.Contains(panicked.places(), "cli.catch") {
		t.Errorf("it gave %+v", panicked)
	}
}
