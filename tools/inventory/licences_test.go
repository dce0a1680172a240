package main

import (
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const mit = `MIT License

Copyright (c) 2026 Somebody

Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated documentation files (the "Software"), to deal in the Software without restriction, including without limitation the rights to use, copy, modify, merge, publish, distribute, sublicense, and/or sell copies of the Software, and to permit persons to whom the Software is furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.
`

const gpl = `This program is free software: you can redistribute it and/or modify it under the terms of the GNU General Public License as published by the Free Software Foundation, either version 3 of the License, or (at your option) any later version.

This program is distributed in the hope that it will be useful, but WITHOUT ANY WARRANTY; without even the implied warranty of MERCHANTABILITY or FITNESS FOR A PARTICULAR PURPOSE. See the GNU General Public License for more details.

You should have received a copy of the GNU General Public License along with this program. If not, see <https://www.gnu.org/licenses/>.
`

const platforms = "linux/amd64 windows/amd64"

// product is a module of its own that links example.test/dep everywhere and example.test/win on
// Windows, and has the list of their licences. Edits are made before the list is written.
func product(t *testing.T) string {
	t.Helper()
	root := t.TempDir()
	for name, text := range map[string]string{
		"go.mod": "module example.test/app\n\ngo 1.26\n\n" +
			"require (\n\texample.test/dep v1.0.0\n\texample.test/win v1.0.0\n)\n\n" +
			"replace (\n\texample.test/dep => ./dep\n\texample.test/win => ./win\n)\n",
		"cmd/app/main.go":         "package main\n\nimport _ \"example.test/dep/sub\"\n\nfunc main() {}\n",
		"cmd/app/main_windows.go": "package main\n\nimport _ \"example.test/win\"\n",
		"dep/go.mod":              "module example.test/dep\n\ngo 1.26\n",
		"dep/LICENSE":             mit,
		"dep/NOTICE.txt":          "Made by somebody.\n",
		"dep/sub/sub.go":          "package sub\n",
		"win/go.mod":              "module example.test/win\n\ngo 1.26\n",
		"win/LICENSE":             mit,
		"win/win.go":              "package win\n",
	} {
		write(t, filepath.Join(root, name), text)
	}
	return root
}

func write(t *testing.T, path, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

func check(root string, rules policy, more ...string) error {
	args := append([]string{"licences", "-root", root, "-program", "cmd/app", "-platforms", platforms}, more...)
	return run(args, io.Discard, rules)
}

func TestListNamesWhatIsLinkedAndHasTheTexts(t *testing.T) {
	t.Parallel()
	root := product(t)
	if err := check(root, house(), "-write"); err != nil {
		t.Fatal(err)
	}
	if err := check(root, house()); err != nil {
		t.Errorf("the list that was just written is refused: %v", err)
	}
	list, err := os.ReadFile(filepath.Join(root, listName))
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		"BSD-3-Clause  the Go standard library\n",
		"MIT           example.test/dep v1.0.0\n",
		"MIT           example.test/win v1.0.0 (windows/amd64 alone)\n",
		"example.test/dep: LICENSE\nexample.test/win: LICENSE\n---",
		"Copyright (c) 2026 Somebody",
		"example.test/dep: NOTICE.txt\n",
		"Made by somebody.",
		"Copyright 2009 The Go Authors.",
	} {
		if !strings.Contains(string(list), want) {
			t.Errorf("the list lacks %q", want)
		}
	}
	if strings.Count(string(list), "Copyright (c) 2026 Somebody") != 1 {
		t.Error("a text of two modules stands more than once")
	}
}

func TestLicencesAreRefused(t *testing.T) {
	t.Parallel()
	strict := house()
	strict.allowed = map[string]bool{"Apache-2.0": true, "BSD-3-Clause": true}
	for name, test := range map[string]struct {
		file, text string // what the dependency gets before the list is written
		rules      policy
		want       string
	}{
		"not allowed":        {"dep/LICENSE", mit, strict, "example.test/dep v1.0.0: LICENSE: MIT is not allowed"},
		"GPL":                {"dep/LICENSE", gpl, house(), "example.test/dep v1.0.0: LICENSE: GPL-3.0-or-later is not allowed"},
		"GPL below":          {"dep/sub/COPYING", gpl, house(), "sub/COPYING: GPL-3.0-or-later is not allowed"},
		"both":               {"dep/LICENSE", mit + gpl, house(), "GPL-3.0-or-later is not allowed"},
		"unknown":            {"dep/LICENSE", "Do as I say.\n", house(), "LICENSE: is no licence that is known"},
		"a clause more":      {"dep/LICENSE", mit + strings.Repeat("Only on Sundays. ", 9), house(), "of it is the text of MIT"},
		"a file's own":       {"dep/sub/sub.go", "/*\n" + gpl + "*/\npackage sub\n", house(), "sub/sub.go speaks of GPL-3.0-or-later"},
		"on one platform":    {"win/LICENSE", gpl, house(), "example.test/win v1.0.0: LICENSE: GPL-3.0-or-later is not allowed"},
		"none":               {"dep/LICENSE", "", house(), "is no licence that is known"},
		"none, and no file":  {"dep/LICENSE", "-", house(), "example.test/dep v1.0.0: has no licence file"},
		"of the Go standard": {"dep/LICENSE", mit, policy{allowed: map[string]bool{"MIT": true}}, "std : LICENSE: BSD-3-Clause is not allowed"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			root := product(t)
			write(t, filepath.Join(root, test.file), test.text)
			if test.text == "-" {
				if err := os.Remove(filepath.Join(root, test.file)); err != nil {
					t.Fatal(err)
				}
			}
			err := check(root, test.rules, "-write")
			if err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("error %v, want one with %q", err, test.want)
			}
			if _, err := os.Stat(filepath.Join(root, listName)); err == nil {
				t.Error("a list was written all the same")
			}
		})
	}
}

func TestListIsStale(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		file, text, want string
	}{
		"another copyright": {"dep/LICENSE", strings.Replace(mit, "Somebody", "Somebody else", 1), "+ Copyright (c) 2026 Somebody else"},
		"a notice changed":  {"dep/NOTICE.txt", "Made by others.\n", "- Made by somebody."},
		"a module less":     {"cmd/app/main.go", "package main\n\nfunc main() {}\n", "- MIT           example.test/dep v1.0.0"},
		"a module more":     {"cmd/app/more.go", "package main\n\nimport _ \"example.test/win\"\n", "+ MIT           example.test/win v1.0.0"},
		"edited by hand":    {listName, "nothing\n", "- nothing"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			root := product(t)
			if err := check(root, house(), "-write"); err != nil {
				t.Fatal(err)
			}
			write(t, filepath.Join(root, test.file), test.text)
			err := check(root, house())
			if err == nil || !strings.Contains(err.Error(), test.want+"\n") {
				t.Errorf("error %v, want one with %q", err, test.want)
			}
		})
	}
}

// A person who has read a file vouches for these bytes and for no others.
func TestFileThatWasReadMayHaveWordsOfItsOwn(t *testing.T) {
	t.Parallel()
	root := product(t)
	yaml := "Some files are under another licence than the others, as follows in the words of their authors:\n" + mit
	write(t, filepath.Join(root, "dep/LICENSE"), yaml)
	rules := house()
	rules.covered = 99
	err := check(root, rules, "-write")
	if err == nil || !strings.Contains(err.Error(), "of it is the text of MIT") {
		t.Fatalf("error %v, want that much of the file is unknown", err)
	}
	rules.read = map[string]string{digest(yaml): "example.test/dep", digest(mit): "example.test/win"}
	if err := check(root, rules, "-write"); err != nil {
		t.Error(err)
	}
}
