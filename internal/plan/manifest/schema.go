package manifest

import (
	"encoding/json"
	"math"

	"linkwanctl/internal/joinperm"
)

// The JSON types of fields.
const (
	typeString  = "string"
	typeInteger = "integer"
	typeBoolean = "boolean"
)

// shape is what JSON Schema can say of a field's rule; where its words do not reach (a Han
// character counts 2 in a name), it lets more pass than the rule.
type shape struct {
	Type     string // of the value as it is written by Write
	Low, Top int64  // of an integer
	Pattern  string // of a string, in ECMA's syntax
	Longest  int    // characters of a string
}

func shapeOf(key string) shape {
	switch key {
	case "id":
		return shape{Type: typeString, Pattern: `^\S+$`, Longest: 128}
	case "name":
		return shape{Type: typeString, Pattern: `^[\p{Script=Han}A-Za-z0-9_]{2,30}$`, Longest: 30}
	case "freqBandPlanGroupId":
		return shape{Type: typeInteger, Low: 1, Top: math.MaxInt64, Pattern: `^0*[1-9][0-9]{0,18}$`}
	case "rxDelay":
		return shape{Type: typeInteger, Low: 1, Top: 15, Pattern: `^0*([1-9]|1[0-5])s?$`}
	case "dataRate":
		return shape{Type: typeInteger, Low: 0, Top: 5, Pattern: `^0*[0-5]$`}
	case "joinEui":
		return shape{Type: typeString, Pattern: `^([0-9A-Fa-f]{16}|[0-9A-Fa-f]{2}(-[0-9A-Fa-f]{2}){7}|[0-9A-Fa-f]{2}(:[0-9A-Fa-f]{2}){7})$`}
	case "enabled":
		return shape{Type: typeBoolean}
	}
	return shape{Type: typeString}
}

// node is a part of a schema; its keys are sorted where it is written.
type node map[string]any

// Schema gives the JSON Schema (draft 2020-12) of a manifest's document in YAML or JSON: an object
// with a list of rows, or the list.
func Schema() []byte {
	properties := node{}
	for _, f := range joinperm.ManifestFields() {
		properties[f.Key] = property(f)
	}
	rows := node{"type": "array", "items": node{"$ref": "#/$defs/row"}}
	schema := node{
		"$schema": "https://json-schema.org/draft/2020-12/schema",
		"title":   "Join permissions of Link WAN, as a manifest of linkwanctl",
		"anyOf": []node{rows, {
			"type": "object", "additionalProperties": false, "required": []string{keyPermissions},
			"properties": node{keyPermissions: rows, keyVersion: node{"const": 1}, keySchema: node{"type": typeString}},
		}},
		"$defs": node{"row": node{
			"type": "object", "additionalProperties": false, "properties": properties,
			"description": "One permission, named by id or by its unique name; what is not given is left alone.",
			"anyOf":       []node{{"required": []string{"id"}}, {"required": []string{"name"}}},
		}},
	}
	text, _ := json.MarshalIndent(schema, "", "  ") // nothing in it can fail
	return append(text, '\n')
}

// property is the schema of a field. A closed set becomes an enum; the known values of an open one
// are examples.
func property(f joinperm.Field) node {
	s := shapeOf(f.Key)
	p := node{"description": f.Help, "examples": []any{f.Example}}
	switch {
	case s.Type == typeBoolean:
		p["type"] = typeBoolean
		delete(p, "examples")
	case s.Type == typeInteger:
		p["anyOf"] = []node{{"type": typeInteger, "minimum": s.Low, "maximum": s.Top}, {"type": typeString, "pattern": s.Pattern}}
		p["examples"] = []any{json.Number(f.Example)}
	case f.Values != nil:
		p["enum"] = f.Values()
	default:
		// A number without quotes is taken as it is written: id: 123.
		p["type"] = []string{typeString, "number"}
		p["pattern"] = s.Pattern
		if s.Longest > 0 {
			p["maxLength"] = s.Longest
		}
	}
	return p
}
