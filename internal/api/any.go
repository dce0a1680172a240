package api

import (
	"encoding/json"

	"linkwanctl/internal/text"
)

// AnyCall is a call of any action, by its name and with its parameters as they are; version is that of
// the API, "" for Version. Its answer has a Document. Repeatable says that it may be sent twice.
func AnyCall(action, version string, params map[string]string, repeatable bool) Call {
	return Call{Action: action, Params: params, Repeatable: repeatable, named: version, whole: true}
}

// Reads reports whether an action only reads, which the first word of its name says.
func Reads(action string) bool { return readingAction().MatchString(action) }

var readingAction = text.Pattern(`^(Get|List|Count|Check)[A-Z]`)

// Item is an item of a list as the service sent it. It has no ID that every list would know: two items
// of a list are the same if all of their values are.
type Item struct{ json.RawMessage }

// Key is the whole item.
func (i *Item) Key() string { return string(i.RawMessage) }
