package main

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"github.com/google/licensecheck"
)

// document is a file that has to go with the binary, whole.
type document struct {
	name, text string
}

// terms are what a module is under.
type terms struct {
	module
	licences  []string   // SPDX names, sorted
	documents []document // the licences' files first, then the notices'
}

var (
	licenceFile = regexp.MustCompile(`(?i)^((un)?licen[cs]e|copying|copyright)([-._].*)?$`)
	noticeFile  = regexp.MustCompile(`(?i)^(notice|patents)([-._].*)?$`)
)

// termsOf reads the licence files and notices of a module, from the directories of its linked
// packages up to its own, and holds them against the policy. Problems are what a person has to look
// at.
func termsOf(m module, rules policy) (terms, []string, error) {
	t := terms{module: m}
	var problems []string
	var notices []document
	for _, dir := range m.directories() {
		entries, err := os.ReadDir(dir)
		if err != nil {
			return t, nil, fmt.Errorf("read %s: %w", m.Path, err)
		}
		for _, entry := range entries {
			licence, notice := licenceFile.MatchString(entry.Name()), noticeFile.MatchString(entry.Name())
			if entry.IsDir() || filepath.Ext(entry.Name()) == ".go" || !licence && !notice {
				continue
			}
			d, err := readDocument(m, filepath.Join(dir, entry.Name()))
			if err != nil {
				return t, nil, err
			}
			if notice {
				notices = append(notices, d)
				continue
			}
			t.documents = append(t.documents, d)
			ids, problem := rules.judge(d.text)
			t.licences = append(t.licences, ids...)
			if problem != "" {
				problems = append(problems, fmt.Sprintf("%s %s: %s: %s", m.Path, m.Version, d.name, problem))
			}
		}
	}
	if len(t.documents) == 0 {
		problems = append(problems, fmt.Sprintf("%s %s: has no licence file", m.Path, m.Version))
	}
	t.documents = append(t.documents, notices...)
	slices.Sort(t.licences)
	t.licences = slices.Compact(t.licences)
	foreign, err := t.foreignSources()
	return t, append(problems, foreign...), err
}

// judge names the licences of a text, and says what is wrong with it.
func (p policy) judge(text string) (ids []string, problem string) {
	found := licensecheck.Scan([]byte(text))
	for _, match := range found.Match {
		if !match.IsURL && !slices.Contains(ids, match.ID) {
			ids = append(ids, match.ID)
		}
	}
	switch {
	case len(ids) == 0:
		return nil, "is no licence that is known"
	case found.Percent < p.covered && p.read[digest(text)] == "":
		return ids, fmt.Sprintf("only %.0f %% of it is the text of %s", found.Percent, strings.Join(ids, ", "))
	}
	for _, id := range ids {
		if !p.allowed[id] {
			return ids, id + " is not allowed"
		}
	}
	return ids, ""
}

func digest(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:])
}

// foreignSources finds linked files whose head speaks of a licence that is not among the module's
// own.
func (t terms) foreignSources() (problems []string, err error) {
	for _, path := range t.sources {
		head, err := readHead(path)
		if err != nil {
			return nil, fmt.Errorf("read %s: %w", t.Path, err)
		}
		for _, match := range licensecheck.Scan(head).Match {
			if !slices.Contains(t.licences, match.ID) {
				problems = append(problems, fmt.Sprintf("%s %s: %s speaks of %s, which no licence file has",
					t.Path, t.Version, t.relative(path), match.ID))
			}
		}
	}
	return problems, nil
}

// readHead reads as much of a file as a licence's notice stands in.
func readHead(path string) ([]byte, error) {
	f, err := os.Open(path) //nolint:gosec // a file that the go command named
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return io.ReadAll(io.LimitReader(f, 4096))
}

func readDocument(m module, path string) (document, error) {
	text, err := os.ReadFile(path) //nolint:gosec // a file of a module's directory
	if err != nil {
		return document{}, fmt.Errorf("read %s: %w", m.Path, err)
	}
	return document{m.relative(path), strings.ReplaceAll(string(text), "\r\n", "\n")}, nil
}

// directories are those of the linked packages and all above them, up to the module's.
func (m module) directories() []string {
	dirs := []string{m.Dir}
	for _, source := range m.sources {
		for dir := filepath.Dir(source); len(dir) > len(m.Dir); dir = filepath.Dir(dir) {
			if !slices.Contains(dirs, dir) {
				dirs = append(dirs, dir)
			}
		}
	}
	slices.Sort(dirs)
	return dirs
}

func (m module) relative(path string) string {
	return filepath.ToSlash(strings.TrimPrefix(strings.TrimPrefix(path, m.Dir), string(filepath.Separator)))
}
