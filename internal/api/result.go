package api

import (
	"bytes"
	"context"
	"encoding/json"

	"linkwanctl/internal/i18n"
	"linkwanctl/internal/joinperm"
)

// Result is an answer with its data, in the API's own form.
type Result[T any] struct {
	RequestID string `json:"RequestId"`
	Success   bool   `json:"Success"`
	Data      T      `json:"Data"`
}

// Page is one page of a list, and how many items there are in all.
type Page[T any] struct {
	TotalCount joinperm.Count `json:"TotalCount"`
	List       OneOrMany[T]   `json:"List"`
}

// Fetch does a call that has data and decodes it. Data that is not what the action documents, or of
// another ID than the call's, is an *Error with CodeInvalidAnswer.
func Fetch[T any](ctx context.Context, c *Client, call Call) (Result[T], error) {
	answer, err := c.Do(ctx, call)
	if err != nil {
		return Result[T]{}, err
	}
	return decoded[T](call, answer)
}

// decoded reads the data of a call's answer.
func decoded[T any](call Call, answer Answer) (Result[T], error) {
	result := Result[T]{RequestID: answer.RequestID, Success: true}
	data := bytes.TrimSpace(answer.Data)
	wrong := i18n.Text{}
	if len(data) == 0 || bytes.Equal(data, []byte("null")) || Decode(data, &result.Data) != nil {
		wrong = i18n.T("the response's Data does not match the API documentation")
	} else if item, is := any(&result.Data).(interface{ Key() string }); is && call.of != "" && item.Key() != call.of {
		wrong = i18n.T("the response's Data is for another ID")
	}
	if !wrong.Empty() {
		return Result[T]{}, &Error{
			Action: call.Action, Code: CodeInvalidAnswer, Message: wrong,
			RequestID: answer.RequestID, HTTPStatus: 200, Attempts: answer.Attempts, Outcome: Unknown,
		}
	}
	return result, nil
}

// OneOrMany reads a list that the service's own samples also write as a single object. It is never
// null when written.
type OneOrMany[T any] []T

// UnmarshalJSON reads an array, an object, or null. In XML the items are also in an element of
// their own name within the list's, which becomes an object whose only member is an object or an
// array.
func (l *OneOrMany[T]) UnmarshalJSON(raw []byte) error {
	*l = []T{}
	switch raw[0] {
	case '{':
		if items := onlyMember(raw); items != nil {
			return l.UnmarshalJSON(items)
		}
		var one T
		err := json.Unmarshal(raw, &one)
		*l = []T{one}
		return err
	case 'n':
		return nil
	case '"': // an empty list in XML is an empty element
		if string(raw) != `""` {
			return i18n.Errorf("text instead of a list")
		}
		return nil
	}
	var items []*T
	if err := json.Unmarshal(raw, &items); err != nil {
		return err
	}
	for _, item := range items {
		if item == nil {
			return i18n.Errorf("null instead of an item")
		}
		*l = append(*l, *item)
	}
	return nil
}

// onlyMember is the value of an object's only member, if it is an object or an array.
func onlyMember(raw []byte) json.RawMessage {
	var members map[string]json.RawMessage
	if json.Unmarshal(raw, &members) != nil || len(members) != 1 {
		return nil
	}
	for _, value := range members {
		if value[0] == '{' || value[0] == '[' {
			return value
		}
	}
	return nil
}

// MarshalJSON writes an array, [] for nil.
func (l OneOrMany[T]) MarshalJSON() ([]byte, error) {
	if l == nil {
		return []byte("[]"), nil
	}
	return json.Marshal([]T(l))
}
