package output

import (
	"encoding/json"
	"testing"
)

func TestTSVOfDocuments(t *testing.T) {
	t.Parallel()
	for document, want := range map[string]string{
		`[{"Id":"1","N":1.50,"Owner":null},{"Id":"2","On":true}]`: "Id\tN\tOwner\tOn\n1\t1.50\t\t\n2\t\t\ttrue\n",
		`{"Data":{"Name":"a \"b\", c"}}`:                          "Data.Name\na \"b\", c\n",
		`["a\tb\nc","d\\te"]`:                                     `a\tb\nc` + "\n" + `d\\te` + "\n", // a tab is not a backslash and a t
		`["=1+1","'a","-5"]`:                                      "'=1+1\n''a\n-5\n",
	} {
		if got := printed(t, Options{Form: TSV}, Result{Document: json.RawMessage(document), Text: "for people"}); got != want {
			t.Errorf("%s: got\n%swant\n%s", document, got, want)
		}
	}
}

func TestTSVHasTheChosenColumns(t *testing.T) {
	t.Parallel()
	out, rows := listed(t, Options{Form: TSV, Columns: []string{"rx delay", "JoinPermissionId"}, NoHeaders: true}, 2)
	if err := rows.Close(); err != nil || out.String() != "0\t1000\n1\t1001\n" {
		t.Errorf("TSV is %q, %v", out, err)
	}
}
