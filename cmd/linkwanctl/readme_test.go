package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// What README.md and the guides show is what a newcomer sees: all console blocks of a page are run
// in one shell, in a new home, and print what stands there. Request IDs differ.
func TestReadmeShowsWhatIsPrinted(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		t.Skip("other tests run the same under the race detector")
	}
	unixOnly(t, "the examples are for POSIX shells")
	for _, page := range []string{"README.md", "docs/ci.md", "docs/first-steps.md", "docs/ram.md", "docs/gitops.md",
		"docs/testing-with-the-emulator.md", "docs/from-aliyun-cli.md", "docs/api.md", "docs/rollout.md"} {
		t.Run(filepath.Base(page), func(t *testing.T) {
			t.Parallel()
			showsWhatIsPrinted(t, filepath.Join("..", "..", filepath.FromSlash(page)))
		})
	}
}

func showsWhatIsPrinted(t *testing.T, page string) {
	t.Helper()
	readme, err := os.ReadFile(page)
	if err != nil {
		t.Fatal(err)
	}
	var script, want strings.Builder
	commands := 0
	for _, block := range strings.Split(string(readme), "```console\n")[1:] {
		text, _, found := strings.Cut(block, "```")
		if !found {
			t.Fatal("a console block has no end")
		}
		want.WriteString(text)
		for line := range strings.SplitSeq(text, "\n") {
			command, isCommand := strings.CutPrefix(line, "$ ")
			if !isCommand {
				continue
			}
			commands++
			quoted := strings.ReplaceAll(line, "'", `'\''`)
			script.WriteString("last=$?\nprintf '%s\\n' '" + quoted + "'\n(exit $last)\n" + command + "\n")
		}
	}
	if commands < 5 {
		t.Fatalf("%d commands were found", commands)
	}
	shell := exec.CommandContext(t.Context(), "sh", "-c", script.String())
	shell.Dir = t.TempDir()
	shell.Env = environment(shell.Dir)
	got, err := shell.CombinedOutput()
	if err != nil {
		t.Logf("the last command: %v", err)
	}
	id := regexp.MustCompile(`[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}`)
	text := strings.ReplaceAll(string(got), "sandbox: nothing reaches Link WAN\n", "") // each command says it
	gotLines := strings.Split(id.ReplaceAllString(text, "ID"), "\n")
	wantLines := strings.Split(id.ReplaceAllString(want.String(), "ID"), "\n")
	for i := range max(len(gotLines), len(wantLines)) {
		g, w := lineAt(gotLines, i), lineAt(wantLines, i)
		if g != w {
			t.Fatalf("line %d of the examples:\nprinted  %s\npage     %s", i+1, g, w)
		}
	}
}

func lineAt(lines []string, i int) string {
	if i < len(lines) {
		return lines[i]
	}
	return "(nothing)"
}
