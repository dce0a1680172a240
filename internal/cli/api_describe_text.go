package cli

import (
	"fmt"
	"maps"
	"slices"

	"linkwanctl/internal/i18n"
	"linkwanctl/internal/output"
)

func (d describedAction) result(say func(i18n.Text) string) output.Result {
	note := i18n.T("%s, changes something", d.Group)
	if d.Reads {
		note = i18n.T("%s, reads", d.Group)
	}
	if !d.Documented {
		note = i18n.T("%s, not in the API reference", note)
	}
	var pairs [][2]string
	add := func(label i18n.Text, lines ...string) { pairs = append(pairs, output.Listed(say(label), lines)...) }
	var commands []string
	for _, command := range d.Commands {
		commands = append(commands, "linkwanctl "+command)
	}
	add(i18n.T("same as"), commands...)
	if d.QPS > 0 {
		add(i18n.T("limit"), say(i18n.T("%d requests per second for an account, shared by its RAM users", d.QPS)))
	}
	add(i18n.T("parameters"), d.parameterLines(say)...)
	add(i18n.T("response"), d.responseLines(say)...)
	add(i18n.T("error codes"), d.codeLines(say)...)
	if d.RAM != nil {
		add(i18n.T("RAM policy"), append([]string{d.RAM.Action}, d.RAM.Resources...)...)
	}
	return output.Result{Document: d, Text: output.Described(d.Action, say(note), pairs)}
}

// parameterLines are a line for each parameter, and one below it for its rule.
func (d describedAction) parameterLines(say func(i18n.Text) string) []string {
	if len(d.Parameters) == 0 {
		return []string{say(i18n.T("none"))}
	}
	widest := 0
	for _, p := range d.Parameters {
		widest = max(widest, len(p.Name))
	}
	var lines []string
	for _, p := range d.Parameters {
		kind := i18n.Raw(p.Type)
		if p.Repeated {
			kind = i18n.T("list of %s", p.Type)
		}
		switch {
		case p.Required == nil:
		case *p.Required:
			kind = i18n.T("%s, required", kind)
		default:
			kind = i18n.T("%s, optional", kind)
		}
		lines = append(lines, fmt.Sprintf("%-*s  %s", widest, p.Name, say(kind)))
		rule := p.Rule
		switch {
		case p.Example != "" && rule.Empty():
			rule = i18n.T("for example %s", p.Example)
		case p.Example != "":
			rule = i18n.T("%s; for example %s", rule, p.Example)
		}
		if !rule.Empty() {
			lines = append(lines, "    "+say(rule))
		}
	}
	return lines
}

func (d describedAction) codeLines(say func(i18n.Text) string) []string {
	widest := 0
	for _, c := range d.Codes {
		widest = max(widest, len(c.Code))
	}
	var lines []string
	for _, c := range d.Codes {
		lines = append(lines, fmt.Sprintf("%-*s  %s", widest, c.Code, say(c.Meaning)))
	}
	if len(lines) == 0 {
		return []string{say(i18n.T("not documented"))}
	}
	return append(lines, say(i18n.T("each with HTTP status %d", d.ErrorHTTP)))
}

// responseLines are the tree of the answer, with what the members mean that every answer has.
func (d describedAction) responseLines(say func(i18n.Text) string) []string {
	lines := shapeLines(d.Answer, "")
	for i, line := range lines {
		switch line {
		case "RequestId: string":
			lines[i] = say(i18n.T("%s, the unique ID that Alibaba Cloud gives the request", line))
		case "Success: boolean":
			lines[i] = say(i18n.T("%s, whether the call succeeded", line))
		}
	}
	return lines
}

// shapeLines draw an answer as a tree: a line for each field, those of an object below it.
func shapeLines(shape any, indent string) []string {
	members, isObject := shape.(map[string]any)
	if !isObject {
		return nil
	}
	var lines []string
	for _, name := range slices.Sorted(maps.Keys(members)) {
		value, brackets := members[name], ""
		for {
			items, isList := value.([]any)
			if !isList {
				break
			}
			value, brackets = items[0], brackets+"[]"
		}
		line := indent + name + brackets
		if kind, isScalar := value.(string); isScalar {
			line += ": " + kind
		}
		lines = append(append(lines, line), shapeLines(value, indent+"  ")...)
	}
	return lines
}
