package output

import (
	"bytes"
	"encoding/json"
	"errors"
	"strings"
	"testing"
)

type permission struct {
	JoinPermissionID string `json:"JoinPermissionId"`
	Name             string
	RxDelay          int
	Owner            *string
}

func answerDocument() any {
	return struct {
		Total json.Number
		Data  []permission
		Page  map[string]any
	}{
		"123456789012345678901234567890",
		[]permission{{"123", "凭证1", 1, nil}, {"0000000000000001", "a\x1bb", 15, nil}},
		map[string]any{"No": 1, "Size": 20},
	}
}

// printed gives what Out holds after one result.
func printed(t *testing.T, o Options, r Result) string {
	t.Helper()
	var out, errs bytes.Buffer
	o.Out, o.Err = &out, &errs
	p, err := New(o)
	if err != nil {
		t.Fatal(err)
	}
	if err := p.Result(r); err != nil {
		t.Fatal(err)
	}
	if errs.Len() > 0 {
		t.Errorf("Err holds %q", &errs)
	}
	return out.String()
}

func TestQueryAnswerAsTable(t *testing.T) {
	t.Parallel()
	for query, want := range map[string]string{
		"Data[0].Name":            "凭证1\n",
		"Data[1].Name":            `a\x1bb` + "\n",
		"Data[0].RxDelay":         "1\n",
		"Data[0].Owner":           "",
		"Nothing.At.All":          "",
		"Data[?Name=='x']":        "",
		"length(Data) > `1`":      "true\n",
		"Total":                   "123456789012345678901234567890\n",
		"Data[].JoinPermissionId": "123\n0000000000000001\n",
		"[Page.No, Nothing, 'a']": "1\n–\na\n",
		"Page":                    "NO  SIZE\n1   20\n",
		"Data[].{n:Name,delay:RxDelay,o:Owner}": "DELAY  N       O\n" +
			"1      凭证1   –\n15     a\\x1bb  –\n",
		"[{a:'1'},{b:'2'}]": "A  B\n1  –\n–  2\n",
		"Data[].[Name]":     "[\n  [\n    \"凭证1\"\n  ],\n  [\n    \"a\\u001bb\"\n  ]\n]\n",
		"{a:Page}":          "{\n  \"a\": {\n    \"No\": 1,\n    \"Size\": 20\n  }\n}\n",
		"['x', Page]":       "[\n  \"x\",\n  {\n    \"No\": 1,\n    \"Size\": 20\n  }\n]\n",
	} {
		if got := printed(t, Options{Query: query}, Result{Document: answerDocument()}); got != want {
			t.Errorf("%s: got\n%swant\n%s", query, got, want)
		}
	}
}

func TestQueryAnswerAsJSONAndYAML(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		query string
		form  Form
		want  string
	}{
		{"Total", JSON, "123456789012345678901234567890\n"},
		{"Total", YAML, "123456789012345678901234567890\n"},
		{"[Total][?@==@]", JSON, "[\n  123456789012345678901234567890\n]\n"},
		{"Nothing", JSON, "null\n"},
		{"Nothing", YAML, "null\n"},
		{"Data[?RxDelay>`99`]", JSON, "[]\n"},
		{"Data[0].Name", JSON, "\"凭证1\"\n"},
		{"Data[].JoinPermissionId", YAML, "- \"123\"\n- \"0000000000000001\"\n"},
		{"Data[].{b:RxDelay,a:'<'}|[0]", JSON, "{\n  \"a\": \"<\",\n  \"b\": 1\n}\n"},
	} {
		if got := printed(t, Options{Query: c.query, Form: c.form}, Result{Document: answerDocument()}); got != c.want {
			t.Errorf("%s as %s: got\n%swant\n%s", c.query, c.form, got, c.want)
		}
	}
}

func TestQueryOverAnObjectIsInTheOrderOfItsKeys(t *testing.T) {
	t.Parallel()
	document := map[string]int{"h": 8, "a": 1, "g": 7, "b": 2, "f": 6, "c": 3, "e": 5, "d": 4}
	for query, want := range map[string]string{
		"join('', keys(@))":                  "abcdefgh",
		"join('', *.to_string(@))":           "12345678",
		"join('', values(@)[].to_string(@))": "12345678",
		"join('', items(@)[*][0])":           "abcdefgh",
		"Nothing.*":                          "",
		"a.*":                                "",
	} {
		if got := strings.TrimSpace(printed(t, Options{Query: query}, Result{Document: document})); got != want {
			t.Errorf("%s: got %s, want %s", query, got, want)
		}
	}
}

func TestQueryThatIsNotJMESPathSaysWhere(t *testing.T) {
	t.Parallel()
	for query, want := range map[string]string{
		"Data[#]":                    "is not valid JMESPath: error at character 6, before #]",
		"'凭证'.Name ＃ x":              "is not valid JMESPath: error at character 11, before ＃ x",
		"[凭证]":                       "is not valid JMESPath: error at character 2, before 凭证]",
		"Data[":                      "is not valid JMESPath: unexpected end",
		"Data[?Name=='a":             "is not valid JMESPath: unexpected end",
		"  ":                         "is not valid JMESPath: unexpected end",
		"Data[99999999999999999999]": "is not valid JMESPath: an index is too large",
		"`{`":                        "is not valid JMESPath: a literal or quoted name is not valid JSON: unexpected end of JSON input",
		"Data[].size(Name)":          "is not valid JMESPath: unknown function size()",
		"map(&size(@), @)":           "is not valid JMESPath: unknown function size()",
		"length()":                   "is not valid JMESPath: length() does not take 0 arguments",
		"length(a, b)":               "is not valid JMESPath: length() does not take 2 arguments",
	} {
		_, err := New(Options{Query: query})
		var mistake *QueryError
		if !errors.As(err, &mistake) || err.Error() != want || mistake.Query != query {
			t.Errorf("%s: got %v\nwant %s", query, err, want)
		}
	}
}

func TestQueryTakesCallsWithAnyNumberOfArguments(t *testing.T) {
	t.Parallel()
	if got := printed(t, Options{Query: "[merge(@, @, Page).No, pad_left('1', `2`), pad_left('1', `2`, '0'), not_null(a, b, 'c')]"},
		Result{Document: answerDocument()}); got != "1\n 1\n01\nc\n" {
		t.Errorf("got %q", got)
	}
}

func TestQueryThatDoesNotFitTheDocument(t *testing.T) {
	t.Parallel()
	for query, want := range map[string]string{
		"length(Nothing)":         "cannot be applied to this result: length() does not take null",
		"sort_by(Data, 'a')":      "cannot be applied to this result: sort_by() does not take an array, a string",
		"abs(Total)":              "cannot be applied to this result: abs() does not take a number",
		"contains(Data, Data[0])": "cannot be applied to this result", // the library panics
		"`1` / `0`":               "gives a value that JSON cannot represent",
		"&Name":                   "gives a value that JSON cannot represent",
	} {
		var out bytes.Buffer
		p, err := New(Options{Out: &out, Err: &out, Query: query})
		if err != nil {
			t.Errorf("%s: %v", query, err)
			continue
		}
		err = p.Result(Result{Document: answerDocument()})
		var mistake *QueryError
		if !errors.As(err, &mistake) || err.Error() != want || out.Len() > 0 {
			t.Errorf("%s: got %v and %q\nwant %s", query, err, &out, want)
		}
	}
}

func FuzzQueryNeverPanics(f *testing.F) {
	for _, s := range []string{"Data[].Name", "let $a = @ in $a", "find_first('abc','c',`9`)", "*.*", "{a:b c:d", "[::-1]", "keys(@)[0]",
		strings.Repeat("[", 300), strings.Repeat("(", 300), strings.Repeat("!", 300) + "a", strings.Repeat("a.", 300) + "a", strings.Repeat("a || ", 300) + "a", "\"\\ud800\"", "`" + strings.Repeat("[", 300) + "`", "`1e999999`",
		"\x1b[31m\u202e", "\xff\x9b", "[99999999999999999999]", "`" + strings.Repeat("9", 400) + "`", "\x00"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, expression string) {
		if strings.Contains(expression, "pad_") {
			t.Skip() // may ask for any amount of memory
		}
		q, err := compile(expression)
		if err != nil {
			return
		}
		_, encoded, err := q.run([]byte(`{"Data":[{"Name":"a","N":1},{"Name":null}],"Page":{"No":1}}`))
		if err == nil && !json.Valid(encoded) {
			t.Fatalf("%s gives %s", expression, encoded)
		}
	})
}
