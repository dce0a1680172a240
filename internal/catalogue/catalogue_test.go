package catalogue

import (
	"slices"
	"strings"
	"testing"
)

// The file is read as a whole: what parse would pass over, such as a type that is not known, fails here.
func TestTheFactsAreWellFormed(t *testing.T) {
	t.Parallel()
	groups := []string{"basic", "data", "gateway", "join-permission", "node", "notification", "order", "report"}
	actions := All()
	if len(actions) != 79 || !slices.IsSortedFunc(actions, func(a, b Action) int { return strings.Compare(a.Name, b.Name) }) {
		t.Fatalf("%d actions, or not in order", len(actions))
	}
	for _, action := range actions {
		if !slices.Contains(groups, action.Group) || action.Documented != (len(action.Codes) > 0) {
			t.Errorf("%s: group %s, documented %t with codes %s", action.Name, action.Group, action.Documented, action.Codes)
		}
		if action.Answer.Field("RequestId") == nil || action.Answer.Field("Success") == nil {
			t.Errorf("%s: the answer lacks RequestId or Success", action.Name)
		}
		for _, p := range action.Parameters {
			if !slices.Contains([]string{"string", "integer", "number", "boolean"}, p.Type) || p.Required && !action.Documented {
				t.Errorf("%s: %+v", action.Name, p)
			}
		}
		checkShape(t, action.Name, action.Answer)
	}
	var again strings.Builder
	for _, action := range actions {
		again.WriteString(printed(action))
	}
	_, entries, _ := strings.Cut(facts, "\nA")
	if want := "A" + entries; again.String() != want {
		t.Error("what was read is not what the file has")
	}
}

func checkShape(t *testing.T, where string, shape Shape) {
	t.Helper()
	switch shape.Type {
	case "object":
		for _, field := range shape.Fields {
			checkShape(t, where+"."+field.Name, field.Shape)
		}
	case "array":
		checkShape(t, where+"[]", *shape.Item)
	case "string", "boolean", "int32", "int64", "float32", "any":
	default:
		t.Errorf("%s is a %s", where, shape.Type)
	}
}

// printed writes an action as the file has it.
func printed(a Action) string {
	var b strings.Builder
	b.WriteString(a.Name + " " + a.Group)
	if a.Documented {
		b.WriteString(" documented")
	}
	if a.QPS > 0 {
		b.WriteString(" qps=" + string(rune('0'+a.QPS)))
	}
	for _, p := range a.Parameters {
		b.WriteString("\n  " + p.Name + " " + p.Type)
		if p.Required {
			b.WriteString(" required")
		}
		if p.Repeated {
			b.WriteString(" repeated")
		}
	}
	b.WriteString("\n  = " + printedShape(a.Answer))
	if a.Codes != nil {
		b.WriteString("\n  ! " + strings.Join(a.Codes, " "))
	}
	return b.String() + "\n"
}

func printedShape(s Shape) string {
	switch s.Type {
	case "array":
		return "[" + printedShape(*s.Item) + "]"
	case "object":
		fields := make([]string, len(s.Fields))
		for i, field := range s.Fields {
			fields[i] = field.Name + ":" + printedShape(field.Shape)
		}
		return "{" + strings.Join(fields, " ") + "}"
	}
	return s.Type
}

func TestAnActionIsFoundWhateverItsCase(t *testing.T) {
	t.Parallel()
	action, known := Find("updateownedlocaljoinpermission")
	if !known || action.Name != "UpdateOwnedLocalJoinPermission" || action.QPS != 5 || len(action.Codes) != 11 {
		t.Errorf("%t: %+v", known, action)
	}
	if p, has := action.Parameter("joinpermissionid"); !has || p != (Parameter{"JoinPermissionId", "string", true, false}) {
		t.Errorf("%t: %+v", has, p)
	}
	if _, known := Find("Update"); known {
		t.Error("a part of a name was taken")
	}
	if got := len(Names()); got != 79 {
		t.Errorf("%d names", got)
	}
}
