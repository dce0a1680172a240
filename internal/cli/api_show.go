package cli

import (
	"bytes"
	"cmp"
	"encoding/json"
	"slices"
	"strings"

	"linkwanctl/internal/api"
	"linkwanctl/internal/catalogue"
	"linkwanctl/internal/i18n"
	"linkwanctl/internal/joinperm"
	"linkwanctl/internal/output"
	"linkwanctl/internal/text"
)

// answerResult is the answer of any action: a list as a table, an object from top to bottom, one value
// on its own line. JSON, YAML and queries have the whole answer, as the service sent it; CSV and names
// have the items of a list.
func (s *session) answerResult(c actionCall, answer api.Answer) (output.Result, error) {
	data := bytes.TrimSpace(answer.Data)
	result := output.Result{Document: answer.Document}
	if len(data) == 0 || bytes.Equal(data, []byte("null")) {
		result.Grid = output.Grid{Columns: []string{i18n.N("action"), "request ID", "success"}, Rows: [][]string{{c.action.Name, answer.RequestID, "true"}}}
		return result, nil
	}
	list, total := listIn(data)
	if list != nil {
		data = list
		if form := output.Form(s.settings.Output); !form.Documents() && s.app.query == "" {
			result.Document = list
			s.noteMore(c, list, total)
		}
	}
	grid, err := output.GridOf(data)
	if err != nil {
		return output.Result{}, err
	}
	switch {
	case list != nil && len(grid.Rows) == 0:
		grid.Columns = itemColumns(c.action)
	case len(grid.Columns) == 0 && len(grid.Rows) == 1 && list == nil:
		result.Text = grid.Rows[0][0] + "\n"
	}
	for i := 1; i < len(grid.Columns); i++ {
		grid.Spare = append(grid.Spare, i)
	}
	grid.One = list == nil
	result.Grid = grid
	return result, nil
}

// listIn is the list that data is, or that a page has, and how many items the service counts; nil where
// data is something else.
func listIn(data json.RawMessage) (list json.RawMessage, total json.Number) {
	if data[0] == '[' {
		return data, ""
	}
	var members map[string]json.RawMessage
	if data[0] != '{' || json.Unmarshal(data, &members) != nil {
		return nil, ""
	}
	for name := range members {
		if name != "List" && name != "TotalCount" {
			return nil, ""
		}
	}
	if list = bytes.TrimSpace(members["List"]); len(list) == 0 || list[0] != '[' {
		return nil, ""
	}
	_ = json.Unmarshal(members["TotalCount"], &total) // what is no number is not shown
	return list, total
}

// noteMore tells a person that a page is not the whole list.
func (s *session) noteMore(c actionCall, list json.RawMessage, total json.Number) {
	var items []json.RawMessage
	if _, isPaged := pagingOf(c.action); !isPaged || json.Unmarshal(list, &items) != nil {
		return
	}
	if count, err := total.Int64(); err == nil && int64(len(items)) < count {
		s.printer.Note(i18n.T("%d of %s shown; for the whole list, add --all-pages", len(items), total.String()))
	}
}

// itemColumns are the columns of a list of the action, what identifies an item first. The members of an
// object within an item are joined by points.
func itemColumns(action catalogue.Action) []string {
	shape := action.Answer.Field("Data")
	if shape == nil {
		return nil
	}
	if list := shape.Field("List"); list != nil {
		shape = list
	}
	if shape.Type != "array" {
		return nil
	}
	columns := columnsOf("", *shape.Item)
	slices.SortStableFunc(columns, func(a, b string) int { return cmp.Compare(columnRank(a), columnRank(b)) })
	return columns
}

// columnRank puts what identifies an item before the rest of it, which is in the order of the names.
func columnRank(column string) int {
	first := []string{"OrderId", "NotificationId", "NodeGroupId", "JoinPermissionId", "GroupId", "GwEui", "DevEui", "Name", "NodeGroupName", "JoinPermissionName"}
	if rank := slices.Index(first, column); rank >= 0 {
		return rank
	}
	return len(first)
}

func columnsOf(prefix string, shape catalogue.Shape) []string {
	var columns []string
	for _, field := range shape.Fields {
		if field.Type == "object" {
			columns = append(columns, columnsOf(prefix+field.Name+".", field.Shape)...)
			continue
		}
		columns = append(columns, prefix+field.Name)
	}
	return columns
}

// anyAction is the subject of a task that a command of its own would know more about.
const anyAction = "action"

// task describes the call, for the message of its failure.
func (c actionCall) task() task {
	return task{Verb: c.action.Name, Subject: anyAction, Changes: !c.reads(), Look: c.look()}
}

// takesInstance reports whether an action knows instances.
func takesInstance(name string) bool {
	action, known := catalogue.Find(name)
	_, takes := action.Parameter(joinperm.InstanceID().Param)
	return takes || !known
}

// look is the command that shows whether the call was carried out.
func (c actionCall) look() string {
	if eui := c.params["DevEui"]; eui != "" && strings.HasPrefix(c.action.Name, "Send") {
		return "node packets " + shellWord(eui) + " --category downlink"
	}
	for _, known := range [][2]string{
		{"JoinPermissionId", "joinperm get "}, {"GwEui", "api call GetGateway GwEui="}, {"DevEui", "api call GetNode DevEui="},
		{"NodeGroupId", "api call GetNodeGroup NodeGroupId="}, {"NotificationId", "api call GetNotification NotificationId="},
	} {
		if id := c.params[known[0]]; id != "" {
			return known[1] + shellWord(id)
		}
	}
	// What has no ID yet is in a list: CreateNodeGroup's in ListNodeGroups.
	_, made, _ := strings.Cut(spaced().ReplaceAllString(c.action.Name, "$1 $2"), " ")
	list, known := catalogue.Find("List" + made + "s")
	switch {
	case known:
		return "api call " + list.Name + " --all-pages"
	case isOfRented(c.action.Name):
		return "joinperm list --rented"
	}
	return "joinperm list"
}

// spaced finds the end of the first word of a name.
var spaced = text.Pattern(`^([A-Z][a-z]+)([A-Z])`)
