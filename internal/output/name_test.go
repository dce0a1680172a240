package output

import (
	"encoding/json"
	"testing"
)

func TestNameShowsWhatIdentifiesEachObject(t *testing.T) {
	t.Parallel()
	options := Options{Form: Name, Keys: []string{"OrderId", "Id"}}
	people := Grid{Columns: []string{"key", "value"}, Rows: [][]string{{"region", "cn-shanghai"}}}
	for document, want := range map[string]string{
		`[{"Name":"a","Id":"1"},{"Id":2}]`:                                                 "1\n2\n",
		`{"RequestId":"8","Data":{"Id":"7","OrderId":"9"}}`:                                "9\n", // the best key first
		`[{"Id":"1","Success":true},{"Id":"2","Success":false},{"Id":"3","Success":true}]`: "1\n3\n",
		`[{"Id":"1","Success":false}]`:                                                     "",
		`{"Id":"a\u001b[2J"}`:                                                              `a\x1b[2J` + "\n",
		`{"Version":"1"}`:                                                                  "region\n",
	} {
		if got := printed(t, options, Result{Document: json.RawMessage(document), Grid: people}); got != want {
			t.Errorf("%s: got\n%swant\n%s", document, got, want)
		}
	}
	if got := printed(t, options, Result{Document: 7, Text: "7\n"}); got != "7\n" {
		t.Errorf("a text is %q", got)
	}
}

func TestNameOfAQuerysAnswer(t *testing.T) {
	t.Parallel()
	for query, want := range map[string]string{
		"Data[?RxDelay>`1`]": "0000000000000001\n",
		"Data[].Name":        "凭证1\n" + `a\x1bb` + "\n",
	} {
		if got := printed(t, Options{Form: Name, Query: query, Keys: []string{"JoinPermissionId"}}, Result{Document: answerDocument()}); got != want {
			t.Errorf("%s: got\n%swant\n%s", query, got, want)
		}
	}
}

func TestRowsAsNames(t *testing.T) {
	t.Parallel()
	for _, keys := range [][]string{{"JoinPermissionId"}, nil} { // without a known key it is the first cell
		out, rows := listed(t, Options{Form: Name, Keys: keys, Columns: []string{"rx delay"}}, 2)
		if err := rows.Close(); err != nil || out.String() != "1000\n1001\n" {
			t.Errorf("%v: the names are %q, %v", keys, out, err)
		}
	}
}

func TestWideIsATableWithEveryColumn(t *testing.T) {
	t.Parallel()
	wide, rows := listed(t, Options{Form: Wide}, 2)
	table, same := listed(t, Options{Wide: true}, 2)
	plain, few := listed(t, Options{}, 2)
	for _, r := range []*Rows{rows, same, few} {
		if err := r.Close(); err != nil {
			t.Fatal(err)
		}
	}
	if wide.String() != table.String() || wide.Len() <= plain.Len() {
		t.Errorf("wide is\n%s", wide)
	}
}
