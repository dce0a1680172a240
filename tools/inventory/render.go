package main

import (
	"fmt"
	"slices"
	"strings"
)

// render writes the list: a line for each module, then each text once, with the modules that it is
// of.
func render(all []terms) string {
	var b strings.Builder
	b.WriteString(`Licences of what is linked into linkwanctl

linkwanctl itself is under the Apache License 2.0, see LICENSE. The program
contains the packages below. Whoever passes a binary on passes LICENSE and this
file on with it. Written by "make generate", held against the program by
"make licences".

`)
	widest := 0
	for _, t := range all {
		widest = max(widest, len(t.expression()))
	}
	for _, t := range all {
		fmt.Fprintf(&b, "%-*s  %s%s\n", widest, t.expression(), strings.TrimSpace(t.title()+" "+t.Version), t.remark(all))
	}
	for _, s := range sections(all) {
		fmt.Fprintf(&b, "\n%s\n", strings.Repeat("=", 80))
		for _, of := range s.of {
			fmt.Fprintln(&b, of)
		}
		fmt.Fprintf(&b, "%s\n\n%s\n", strings.Repeat("-", 80), strings.Trim(s.text, "\n"))
	}
	return b.String()
}

// section is a text with all that it is of.
type section struct {
	text string
	of   []string
}

func sections(all []terms) []section {
	var list []section
	for _, t := range all {
		for _, d := range t.documents {
			of := t.title() + ": " + d.name
			if i := slices.IndexFunc(list, func(s section) bool { return s.text == d.text }); i >= 0 {
				list[i].of = append(list[i].of, of)
			} else {
				list = append(list, section{d.text, []string{of}})
			}
		}
	}
	return list
}

// expression is the SPDX expression of all licences of a module.
func (t terms) expression() string {
	return strings.Join(t.licences, " AND ")
}

func (t terms) title() string {
	if t.Path == "std" {
		return "the Go standard library"
	}
	return t.Path
}

// remark names the platforms of a module that not all of them link.
func (t terms) remark(all []terms) string {
	most := 0
	for _, other := range all {
		most = max(most, len(other.platforms))
	}
	if n := len(t.platforms); n == 0 || n == most {
		return ""
	}
	return " (" + strings.Join(t.platforms, ", ") + " alone)"
}
