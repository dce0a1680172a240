package manifest

import (
	"bytes"
	"path/filepath"
	"strings"

	"linkwanctl/internal/joinperm"
)

// FormatOf gives the format that a file's name says, "" where it says none.
func FormatOf(name string) string {
	switch strings.ToLower(filepath.Ext(name)) {
	case ".yaml", ".yml":
		return formatYAML
	case ".json", ".jsonl", ".ndjson":
		return formatJSON
	case ".csv", ".tsv":
		return formatCSV
	}
	return ""
}

// formatOf is the format of the current file: the requested one, else by its name, else by its
// content.
func (r *reading) formatOf(data []byte) string {
	if r.options.Format != "" {
		return r.options.Format
	}
	if said := FormatOf(r.file); said != "" {
		return said
	}
	start := bytes.TrimSpace(data)
	switch {
	case bytes.HasPrefix(start, []byte("{")), bytes.HasPrefix(start, []byte("[")):
		return formatJSON
	case r.looksLikeCSV(start):
		return formatCSV
	}
	return formatYAML
}

// looksLikeCSV reports whether the first line has a column's name as a cell, or separators without
// YAML's colon.
func (r *reading) looksLikeCSV(data []byte) bool {
	line := firstLine(data)
	_, names := separator(line, r.fields)
	return names > 0 || !strings.ContainsAny(line, ":#-") && strings.ContainsAny(line, separators)
}

func firstLine(data []byte) string {
	line, _, _ := bytes.Cut(bytes.TrimLeft(data, "\r\n"), []byte("\n"))
	return string(line)
}

// separators are what spreadsheets put between cells, the likeliest first.
const separators = ",;\t"

// separator gives the separator of a header: the one that separates most names of columns, or else
// most cells. names is how many it separates.
func separator(header string, fields []joinperm.Field) (comma rune, names int) {
	comma, names = ',', 0
	cells := 0
	for _, candidate := range separators {
		found := 0
		parts := strings.Split(header, string(candidate))
		for _, part := range parts {
			if i, isIgnored := columnNamed(fields, headerName(strings.Trim(part, `" `+"\r"))); i >= 0 || isIgnored {
				found++
			}
		}
		if found > names || found == names && len(parts) > cells {
			comma, names, cells = candidate, found, len(parts)
		}
	}
	return comma, names
}
