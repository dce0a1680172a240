package catalogue

import (
	"strconv"
	"strings"
)

// parse reads the entry of one action. The tests read all of them, so a mistake in the file shows
// there.
func parse(entry string) Action {
	head, body, _ := strings.Cut(entry, "\n")
	words := strings.Fields(head)
	action := Action{Name: words[0], Group: words[1]}
	for _, word := range words[2:] {
		if word == "documented" {
			action.Documented = true
		} else if qps, is := strings.CutPrefix(word, "qps="); is {
			action.QPS, _ = strconv.Atoi(qps)
		}
	}
	for line := range strings.Lines(body) {
		switch line = strings.TrimSpace(line); line[0] {
		case '=':
			action.Answer, _ = parseShape(line[2:])
		case '!':
			action.Codes = strings.Fields(line[1:])
		default:
			action.Parameters = append(action.Parameters, parseParameter(line))
		}
	}
	return action
}

func parseParameter(line string) Parameter {
	words := strings.Fields(line)
	p := Parameter{Name: words[0], Type: words[1]}
	for _, word := range words[2:] {
		p.Required = p.Required || word == "required"
		p.Repeated = p.Repeated || word == "repeated"
	}
	return p
}

// parseShape reads one shape: {Name:shape Name:shape}, [shape] or the name of a type. It gives what
// is left behind it.
func parseShape(text string) (shape Shape, rest string) {
	switch text[0] {
	case '{':
		shape.Type, rest = "object", text[1:]
		for rest[0] != '}' {
			var field Field
			field.Name, rest, _ = strings.Cut(strings.TrimPrefix(rest, " "), ":")
			field.Shape, rest = parseShape(rest)
			shape.Fields = append(shape.Fields, field)
		}
		return shape, rest[1:]
	case '[':
		item, rest := parseShape(text[1:])
		return Shape{Type: "array", Item: &item}, rest[1:]
	}
	end := strings.IndexAny(text, " }]")
	if end < 0 {
		end = len(text)
	}
	return Shape{Type: text[:end]}, text[end:]
}
