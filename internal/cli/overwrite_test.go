package cli

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// What is written has the form that its name, --format or -o says; where they say different things,
// nothing is sent.
func TestAFileHasTheFormThatItsNameSays(t *testing.T) {
	t.Parallel()
	const yaml, json, csv = "version: 1\n", `{"version": 1`, "id,name,"
	env, dir := service(t), t.TempDir()
	for args, want := range map[string]string{
		"-f DIR/1.yaml": yaml, "-f DIR/2.yml": yaml, "-f DIR/3.json": json, "-f DIR/4.CSV": csv, "-f DIR/5": yaml, "-f DIR/6.txt": yaml,
		"-f DIR/7.txt -o json": json, "-f DIR/8 -o csv": csv, "-f DIR/9.csv -o csv": csv, "-f DIR/10.json --format csv": csv, "-f DIR/11.txt -o yaml": yaml,
		"": yaml, "-o json": json, "-o csv": csv, "-f - -o csv": csv, "--format json": json, "-o csv --format csv": csv, "-f -": yaml,
	} {
		words := strings.Fields(strings.ReplaceAll("joinperm export "+args, "DIR", dir))
		got := run(t.Context(), t.TempDir(), env, words...)
		text := got.stdout
		if path, named := strings.CutPrefix(strings.Fields(args + " . .")[1], "DIR"); named {
			written, err := os.ReadFile(filepath.Join(dir, path))
			if err != nil || text != "" {
				t.Errorf("%s: %v, stdout %q", args, err, text)
			}
			text = string(written)
		}
		if got.code != exitDone || !strings.HasPrefix(text, want) {
			t.Errorf("%s: %+v wrote %q", args, got, text)
		}
	}
	env["LINKWANCTL_ENDPOINT"] = "http://127.0.0.1:1"
	for args, want := range map[string]string{
		"-f DIR/20.csv -o json": "/20.csv: leave one out", "-f DIR/20.json -o yaml": "/20.json: leave one out", "--format csv -o json": "conflicts with --format csv",
		"-o table": "must be one of yaml", "-f DIR/20.tsv": "cannot be written as .tsv", "-f DIR/20.jsonl": "cannot be written as .jsonl", "-f DIR/20.tsv -o csv": "cannot be written as .tsv",
		"--file=": "is empty: pass a file name", "-f DIR/20.yaml --format xml": "must be one of yaml",
	} {
		got := run(t.Context(), t.TempDir(), env, strings.Fields(strings.ReplaceAll("joinperm export "+args, "DIR", dir))...)
		if got.code != exitUsage || !strings.Contains(got.stderr, want) {
			t.Errorf("%s: %+v", args, got)
		}
	}
	// How results are shown by default says nothing of a file that is to be read again.
	env = service(t)
	env["LINKWANCTL_OUTPUT"] = "json"
	if got := run(t.Context(), t.TempDir(), env, "joinperm", "export"); !strings.HasPrefix(got.stdout, yaml) {
		t.Errorf("with LINKWANCTL_OUTPUT: %+v", got)
	}
}

// A file that exists is overwritten after a yes or with --force; else it stays as it was, and
// nothing is sent.
func TestAnExistingFileIsNotOverwrittenUnasked(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	manifest, file := filepath.Join(dir, "want.yaml"), filepath.Join(dir, "old.yaml")
	write(t, manifest, "- {id: 123, rxDelay: 4}\n")
	if err := os.Symlink(file, filepath.Join(dir, "link.yaml")); err != nil {
		t.Skip(err)
	}
	away := map[string]string{"LINKWANCTL_ENDPOINT": "http://127.0.0.1:1"}
	env := service(t)
	for _, command := range []string{"joinperm export -f " + file, "joinperm export -f " + filepath.Join(dir, "link.yaml"), "joinperm diff -f " + manifest + " --out " + file} {
		words := strings.Fields(command)
		const old = "old\n"
		write(t, file, old)
		kept := func(how string, got outcome, want string) {
			t.Helper()
			text, err := os.ReadFile(file)
			if got.code != exitUsage || !strings.Contains(got.stderr, want) || string(text) != old || err != nil {
				t.Errorf("%s, %s: %+v, the file has %q, %v", command, how, got, text, err)
			}
		}
		kept("no terminal", run(t.Context(), t.TempDir(), away, words...), "--force")
		kept("JSON", onTerminal(t.Context(), t.TempDir(), away, "y\n", append(words, "-q")...), "--force")
		kept("no", onTerminal(t.Context(), t.TempDir(), away, "n\n", words...), ".yaml? [y/N]")
		kept("no answer", onTerminal(t.Context(), t.TempDir(), away, "", words...), "not confirmed; nothing was changed")
		for how, got := range map[string]func() outcome{
			"yes":   func() outcome { return onTerminal(t.Context(), t.TempDir(), env, "y\n", words...) },
			"force": func() outcome { return run(t.Context(), t.TempDir(), env, append(words, "--force")...) },
		} {
			write(t, file, old)
			got := got()
			if text, err := os.ReadFile(file); got.code != exitDone || err != nil || string(text) == old {
				t.Errorf("%s, %s: %+v, the file has %q, %v", command, how, got, text, err)
			}
		}
	}
	// Nothing is lost in what is no file.
	for _, path := range []string{"-", os.DevNull, filepath.Join(dir, "new.yaml")} {
		if got := run(t.Context(), t.TempDir(), env, "joinperm", "export", "-f", path); got.code != exitDone {
			t.Errorf("%s: %+v", path, got)
		}
	}
}
