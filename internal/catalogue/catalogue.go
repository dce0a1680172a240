// Package catalogue has the facts of every action of Link WAN, version 2019-03-01: its parameters,
// the shape of its answer, its error codes. It does not send anything and says nothing to anybody:
// package api sends calls, and the emulator answers them.
package catalogue

import (
	_ "embed" // for the facts
	"iter"
	"slices"
	"strings"
)

//go:embed actions.txt
var facts string

// Action is one action of the API.
type Action struct {
	Name       string
	Group      string // as the reference groups them: join-permission, gateway, node …
	Documented bool   // else which parameters are required, and its codes, are not known
	QPS        int    // the documented limit of requests a second for an account; 0 if none is documented
	Parameters []Parameter
	Answer     Shape
	Codes      []string // the documented error codes, nil if none are documented
}

// Parameter is a parameter of an action.
type Parameter struct {
	Name     string
	Type     string // string, integer, number or boolean
	Required bool   // false for those of an action that is not documented, too
	Repeated bool   // sent as Name.1, Name.2, …
}

// Shape is the type of a value in an answer.
type Shape struct {
	Type   string  // object, array, string, boolean, int32, int64, float32, or any
	Fields []Field // of an object, in the order of their names
	Item   *Shape  // of an array
}

// Field is one field of an object.
type Field struct {
	Name string
	Shape
}

// Field gives the object's field of a name, nil if it has none.
func (s Shape) Field(name string) *Shape {
	i := slices.IndexFunc(s.Fields, func(f Field) bool { return f.Name == name })
	if i < 0 {
		return nil
	}
	return &s.Fields[i].Shape
}

// Find gives the action of a name, whatever its case.
func Find(name string) (Action, bool) {
	for entry := range entries() {
		if strings.EqualFold(firstWord(entry), name) {
			return parse(entry), true
		}
	}
	return Action{}, false
}

// All gives every action, in the order of the names.
func All() []Action {
	var actions []Action
	for entry := range entries() {
		actions = append(actions, parse(entry))
	}
	return actions
}

// Names are the names of all actions, in order.
func Names() []string {
	var names []string
	for entry := range entries() {
		names = append(names, firstWord(entry))
	}
	return names
}

// Parameter gives the action's parameter of a name, whatever its case.
func (a Action) Parameter(name string) (Parameter, bool) {
	i := slices.IndexFunc(a.Parameters, func(p Parameter) bool { return strings.EqualFold(p.Name, name) })
	if i < 0 {
		return Parameter{}, false
	}
	return a.Parameters[i], true
}

// entries gives the text of each action: a line with its name, and those below it.
func entries() iter.Seq[string] {
	return func(yield func(string) bool) {
		rest := facts
		for strings.HasPrefix(rest, "#") {
			_, rest, _ = strings.Cut(rest, "\n")
		}
		for rest != "" {
			end := len(rest)
			for at := 0; ; {
				line := strings.IndexByte(rest[at:], '\n')
				if line < 0 {
					break
				}
				at += line + 1
				if at == len(rest) || rest[at] != ' ' {
					end = at
					break
				}
			}
			if !yield(rest[:end]) {
				return
			}
			rest = rest[end:]
		}
	}
}

func firstWord(entry string) string {
	name, _, _ := strings.Cut(entry, " ")
	return name
}
