package cli

import (
	"linkwanctl/internal/api"
	"linkwanctl/internal/i18n"
	"linkwanctl/internal/joinperm"
	"linkwanctl/internal/output"
)

// doneDocument is a change for scripts: the API's own answer, and what it was about.
type doneDocument struct {
	RequestID        string         `json:"RequestId"`
	Success          bool           `json:"Success"`
	Data             *joinperm.Text `json:"Data,omitempty"` // of an action that gives an ID
	JoinPermissionID string         `json:"JoinPermissionId,omitempty"`
	NodeGroupID      string         `json:"NodeGroupId,omitempty"`
	GwEUI            string         `json:"GwEui,omitempty"`
	DevEUI           string         `json:"DevEui,omitempty"`
	NotificationIDs  []string       `json:"NotificationId,omitempty"`
	Sandbox          bool           `json:"Sandbox,omitempty"`
}

func (s *session) doneDocument(answer api.Answer, id string) doneDocument {
	return doneDocument{RequestID: answer.RequestID, Success: true, JoinPermissionID: id, Sandbox: s.saysSandbox()}
}

// saysSandbox reports whether a result has a member that says so. CSV has the columns of the real
// service.
func (s *session) saysSandbox() bool {
	return s.settings.Sandbox && output.Form(s.settings.Output) != output.CSV
}

// doneResult is the answer of a change of a permission that has no data.
func (s *session) doneResult(answer api.Answer, t task) output.Result {
	return output.Result{Document: s.doneDocument(answer, t.ID), Grid: output.Grid{
		Columns: []string{"permission", "changed", "request ID", "success"},
		Rows:    [][]string{{s.label(t.ID), s.say(t.Done), answer.RequestID, "true"}},
	}}
}

// finishCall shows how a call ended that changes one permission.
func (s *session) finishCall(answer api.Answer, err error, t task) error {
	if err != nil {
		return s.serviceFailure(err, t)
	}
	s.carriedOut(answer, i18n.T("permission %s", t.ID))
	return s.finishChange(s.doneResult(answer, t))
}

// finishCreated shows the answer of an action whose data is the ID of the new permission.
func (s *session) finishCreated(created api.Result[joinperm.Text], name string, done i18n.Text) error {
	id := string(created.Data)
	s.remember(id, name)
	answer := api.Answer{RequestID: created.RequestID, Attempts: 1}
	s.carriedOut(answer, i18n.T("permission %s", id))
	result, document := s.doneResult(answer, task{ID: id, Done: done}), s.doneDocument(answer, id)
	document.Data = &created.Data
	result.Document = document
	return s.finishChange(result)
}

// finishChange shows the result of a change. A person at a terminal is told where it was made; the
// sandbox has said so before.
func (s *session) finishChange(r output.Result) error {
	s.noteWhere()
	return s.finish(r)
}

func (s *session) noteWhere() {
	if s.app.StderrIsTerminal && !s.settings.Sandbox {
		s.printer.Note(i18n.T("target: %s", s.where()))
	}
}

// setWords are the values of a change in words: "class A, rx delay 3 s".
func setWords(set []joinperm.Assignment) i18n.Text {
	var words []i18n.Text
	for _, a := range set {
		words = append(words, i18n.Join(" ", i18n.Word(a.Field.Label), a.Field.ShownValue(a.Value)))
	}
	if len(words) == 0 {
		return i18n.T("nothing")
	}
	return i18n.Join(i18n.N(", "), words...)
}

// countResult is a number, on its own line in a table.
func countResult(counted api.Result[joinperm.Count]) output.Result {
	return output.Result{Document: counted, Text: string(counted.Data) + "\n"}
}
