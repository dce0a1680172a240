package output

import (
	"encoding/json"
	"testing"
)

func TestCSVOfDocuments(t *testing.T) {
	t.Parallel()
	for document, want := range map[string]string{
		`[{"Id":"0000000000000001","N":1.50,"On":true,"Owner":null},{"Id":"2","N":123456789012345678901234567890}]`: "" +
			"Id,N,On,Owner\n0000000000000001,1.50,true,\n2,123456789012345678901234567890,,\n",
		`[{"Zone":1},{"Alpha":2,"Zone":3}]`:                                   "Zone,Alpha\n1,\n3,2\n",
		`{"RequestId":"8","Data":{"Id":"1","Deep":{"X":[1,{"y":2}],"E":{}}}}`: "RequestId,Data.Id,Data.Deep.X,Data.Deep.E\n8,1,\"[1,{\"\"y\"\":2}]\",{}\n",
		`{"a":1,"b":2,"a":3}`:                                                 "a,b\n3,2\n",
		`{"":1,"a\\\"}":{"":",:]"}}`:                                          `,"a\""}."` + "\n1,\",:]\"\n",
		`["a","b,c",null,-5]`:                                                 "a\n\"b,c\"\n\"\"\n-5\n",
		`[["1","凭证1"],["2",null],[]]`:                                         "1,凭证1\n2,\n\"\"\n",
		`["a",{"b":1}]`:                                                       "a\n\"{\"\"b\"\":1}\"\n",
		`"a \"quoted\" word, and a comma"`:                                    "\"a \"\"quoted\"\" word, and a comma\"\n",
		`7`:                                                                   "7\n",
		`null`:                                                                "",
		`[]`:                                                                  "",
		`{}`:                                                                  "\"\"\n",
		`[{"Only":""},{"Only":"x"}]`:                                          "Only\n\"\"\nx\n",
	} {
		if got := printed(t, Options{Form: CSV}, Result{Document: json.RawMessage(document), Text: "for people"}); got != want {
			t.Errorf("%s: got\n%swant\n%s", document, got, want)
		}
	}
}

func TestCSVOfAQuery(t *testing.T) {
	t.Parallel()
	for query, want := range map[string]string{
		"Data[?RxDelay>`1`]":                 "JoinPermissionId,Name,Owner,RxDelay\n0000000000000001,a\\x1bb,,15\n",
		"Data[].[JoinPermissionId, RxDelay]": "123,1\n0000000000000001,15\n",
		"Data[].Name":                        "凭证1\na\\x1bb\n",
		"Total":                              "123456789012345678901234567890\n",
		"Nothing":                            "",
	} {
		if got := printed(t, Options{Form: CSV, Query: query}, Result{Document: answerDocument()}); got != want {
			t.Errorf("%s: got\n%swant\n%s", query, got, want)
		}
	}
}

func TestCSVGuardsFormulas(t *testing.T) {
	t.Parallel()
	for given, want := range map[string]string{
		`=1+1`: `'=1+1`, `=cmd|' /C calc'!A0`: `'=cmd|' /C calc'!A0`, `@SUM(A1)`: `'@SUM(A1)`,
		`+a`: `'+a`, `-a`: `'-a`, `-`: `'-`, `＝1`: `'＝1`, `＋1`: `'＋1`, `－1`: `'－1`, `＠a`: `'＠a`,
		`  =1`: `'  =1`, "\u3000=1": "'\u3000=1", "\t=1": `\t=1`, "\r=1": `\r=1`, "\ufeff=1": `\ufeff=1`,
		`-5`: `-5`, `+5`: `+5`, `-5.25`: `-5.25`, `-1e-5`: `-1e-5`, `-1e999`: `-1e999`,
		`-5-5`: `'-5-5`, `-inf`: `'-inf`, `-Inf`: `'-Inf`, `+NaN`: `'+NaN`, `-0x1p4`: `'-0x1p4`, `-1_000`: `'-1_000`, `-e`: `'-e`, `-5 `: `'-5 `, `-５`: `'-５`,
		`a=1`: `a=1`, `'=1`: `''=1`, `'`: `''`, `'a`: `''a`, `凭证1`: `凭证1`, ``: ``, `a@b`: `a@b`,
	} {
		if got := guardFormula(Escape(given)); got != want {
			t.Errorf("%q becomes %q, want %q", given, got, want)
		}
	}
	got := printed(t, Options{Form: CSV}, Result{Document: []map[string]string{{"=a": "=b,c"}}})
	if want := "'=a\n\"'=b,c\"\n"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}
