package emulator

import (
	"strconv"
	"strings"

	"linkwanctl/internal/catalogue"
)

// maker makes up one item. What it makes depends on the index and on the request alone, so that two
// actions that tell of the same gateway, node or packet agree.
type maker struct {
	action string
	params map[string]string
	words  map[string][]string
	nodes  []node
	span   span
	index  int
}

func newMaker(action string, params map[string]string) maker {
	return maker{action, params, vocabulary(), unmoved(samples()[0]), spanOf(params), 0}
}

// unmoved are the nodes of a permission as no device model has moved them.
func unmoved(r record) []node {
	count, _ := strconv.ParseInt(string(r.NodesCnt), 10, 64)
	return devices{r: &r, count: count}.nodes()
}

// get makes what an action that is no list answers. If the request names an item of a list, it is
// that one.
func (m maker) get(shape catalogue.Shape) any {
	for m.index = range generatedItems {
		if strings.EqualFold(m.params["GwEui"], m.gateway()) || m.params[paramOrder] == m.order() ||
			m.params["LogMillis"] == strconv.FormatInt(m.span.at(m.index), 10) {
			return m.value(m.action, shape)
		}
	}
	m.index = 0
	return m.value(m.action, shape)
}

// value makes a value of a shape for the field of a name.
func (m maker) value(name string, shape catalogue.Shape) any {
	switch shape.Type {
	case "object":
		fields := map[string]any{}
		for _, field := range shape.Fields {
			if value := m.value(field.Name, field.Shape); value != nil {
				fields[field.Name] = value
			}
		}
		return fields
	case "array":
		if shape.Item.Type == "any" { // objects whose members no page tells
			return []any{}
		}
		return []any{m.value(name, *shape.Item)}
	}
	return m.typed(name, shape.Type)
}

// typed gives the value of a name as a type; nil for a time that has not come yet.
func (m maker) typed(name, kind string) any {
	text := m.text(name, kind)
	switch kind {
	case "boolean":
		return text == "true"
	case "int32":
		n, _ := strconv.ParseInt(text, 10, 32)
		return n
	case "int64":
		if text == "" && strings.HasSuffix(name, "Millis") {
			return nil
		}
		n, _ := strconv.ParseInt(text, 10, 64)
		return n
	case "float32":
		n, _ := strconv.ParseFloat(text, 32)
		return float32(n)
	}
	return text
}

// text gives the value of a name: the request's, if it names the same thing, or what suits the name.
func (m maker) text(name, kind string) string {
	if given := m.params[name]; given != "" && namesAThing(name) {
		return given
	}
	if words := m.words[name]; len(words) > 0 {
		return words[m.index%len(words)]
	}
	for _, of := range []func(string) (string, bool){m.ofGateway, m.ofNode, m.ofPacket} {
		if text, known := of(name); known {
			return text
		}
	}
	switch {
	case strings.HasSuffix(name, "Millis"):
		return m.time(name)
	case name == paramOrder:
		return m.order()
	case kind == "boolean":
		return "true"
	case strings.HasSuffix(name, "Id"), name == m.action && kind == "string": // the ID of what was made
		return strconv.Itoa(8001 + m.index)
	case kind == "string" && !strings.HasSuffix(name, "Sum"):
		return strings.ToLower(name) + "_" + strconv.Itoa(m.index+1)
	}
	return m.figure(name)
}

// namesAThing reports whether a parameter names what the answer is about; others filter, see keeps.
func namesAThing(name string) bool {
	return name != paramPlan && (strings.HasSuffix(name, "Eui") || strings.HasSuffix(name, "Id")) ||
		name == "LogMillis" || name == "Base64EncodedMacPayload"
}
