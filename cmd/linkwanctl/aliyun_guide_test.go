package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// Each command of the guide asks for the action beside it, and the parameters have the values that
// stand there.
func TestTheCommandsOfTheAliyunGuideAskForItsActions(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		t.Skip("other tests run the same under the race detector")
	}
	unixOnly(t, "the commands are quoted for POSIX shells")
	guide, err := os.ReadFile(filepath.Join("..", "..", "docs", "from-aliyun-cli.md"))
	if err != nil {
		t.Fatal(err)
	}
	rows := regexp.MustCompile("(?m)^\\| `([A-Z][A-Za-z]+)([^`]*)` \\| `(linkwanctl [^`]+)` \\|$").FindAllStringSubmatch(string(guide), -1)
	if len(rows) < 25 {
		t.Fatalf("%d rows were found", len(rows))
	}
	for _, row := range rows {
		action, parameters, command := row[1], strings.Split(row[2], " --")[1:], row[3]
		t.Run(command, func(t *testing.T) {
			t.Parallel()
			shell := exec.CommandContext(t.Context(), "sh", "-c", "linkwanctl emulator --log --qps 0 -- "+command+" --debug")
			shell.Env = environment(t.TempDir())
			got, _ := shell.CombinedOutput() // the samples may not allow it
			if !regexp.MustCompile(`(?m)^[0-9:.]+ [0-9]{3} ` + action + ` `).Match(got) {
				t.Errorf("it did not ask for %s:\n%s", action, got)
			}
			for _, parameter := range parameters {
				name, value, _ := strings.Cut(parameter, " ")
				if name != "Limit" && !strings.Contains(string(got), name+"="+value) {
					t.Errorf("it did not send %s:\n%s", parameter, got)
				}
			}
		})
	}
}
