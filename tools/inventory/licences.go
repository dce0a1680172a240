package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
)

// listName is the file that goes with every binary that is passed on.
const listName = "THIRD_PARTY_LICENSES"

// licences checks that what is linked is allowed, and that the list says so, or writes the list.
func licences(o options, stdout io.Writer, rules policy) error {
	all, err := inventory(o, rules)
	if err != nil {
		return err
	}
	path := filepath.Join(o.root, listName)
	wanted := render(all)
	if o.write {
		if err := os.WriteFile(path, []byte(wanted), 0o644); err != nil { //nolint:gosec // it is for everyone to read
			return fmt.Errorf("write the list: %w", err)
		}
	}
	there, err := os.ReadFile(path) //nolint:gosec // the list of the project
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		return fmt.Errorf("read the list: %w", err)
	}
	if string(there) != wanted {
		return failure(append(differences(string(there), wanted), listName+" is not what is linked: make generate, and read the difference"))
	}
	fmt.Fprintf(stdout, "%d modules are linked; their licences are allowed and stand in %s\n", len(all)-1, listName)
	return nil
}

// inventory has the terms of everything that is linked, the standard library first, or an error of
// all problems.
func inventory(o options, rules policy) ([]terms, error) {
	modules, err := linked(o)
	if err != nil {
		return nil, err
	}
	// Distributions package Go without these files. go run -C and go test both start in this
	// program's directory.
	modules = append([]module{{Path: "std", Dir: "standard"}}, modules...)
	var all []terms
	var problems []string
	for _, m := range modules {
		t, found, err := termsOf(m, rules)
		if err != nil {
			return nil, err
		}
		all = append(all, t)
		problems = append(problems, found...)
	}
	return all, failure(problems)
}

// differences are the first lines that one text has and the other has not.
func differences(there, wanted string) []string {
	lines := append(missing("- ", there, wanted), missing("+ ", wanted, there)...)
	const most = 20
	if len(lines) > most {
		lines = append(lines[:most], "…")
	}
	return lines
}

func missing(mark, from, in string) (lines []string) {
	has := map[string]bool{}
	for line := range strings.Lines(in) {
		has[line] = true
	}
	for line := range strings.Lines(from) {
		if !has[line] {
			lines = append(lines, mark+strings.TrimSuffix(line, "\n"))
		}
	}
	return lines
}
