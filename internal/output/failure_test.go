package output

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"

	"linkwanctl/internal/i18n"
	"linkwanctl/internal/text"
)

// failed gives what Err holds after warnings, a failure and the end.
func failed(t *testing.T, o Options, f Failure, warnings ...string) string {
	t.Helper()
	var out, errs bytes.Buffer
	o.Out, o.Err = &out, &errs
	p, err := New(o)
	if err != nil {
		t.Fatal(err)
	}
	for _, warning := range warnings {
		p.Warn(i18n.Raw(warning))
	}
	p.Fail(f)
	p.Done()
	if out.Len() > 0 {
		t.Errorf("Out holds %q", &out)
	}
	return errs.String()
}

func refused() Failure {
	return Failure{
		Title: i18n.Raw("update failed: NonExistent"),
		Code:  "NonExistent", Message: i18n.Raw("The specified resource does not exist."),
		RequestID: "89EF6CAA-958F-F32C-BE45-FE003C6DE097", HTTPStatus: 400, Attempts: 1, Outcome: "refused",
		Details: []Detail{{"permission", i18n.Raw("999, instance (public), region cn-shanghai, profile prod")}},
		Hints: []i18n.Text{
			i18n.Raw("list what this account owns with  linkwanctl joinperm list"),
			i18n.Raw("an Enterprise instance needs  --iot-instance-id"),
		},
		ExitCode: 6,
	}
}

func mistyped() Failure {
	return Failure{
		Title: i18n.Raw("3 invalid values; nothing was sent"),
		Code:  "InvalidParameter", Outcome: "not-sent", ExitCode: 2,
		Problems: []text.Problem{
			{Where: "--class-mode", Given: "Z", Rule: i18n.Raw("must be A, B or C")},
			{Where: "--rx-delay", Given: "99", Rule: i18n.Raw("must be 1 to 15 seconds")},
			{Where: "--join-eui", Given: "d896e0eff", Rule: i18n.Raw("has 9 hex digits; a JoinEUI has 16")},
		},
		Hints: []i18n.Text{i18n.Raw("linkwanctl joinperm update --help")},
	}
}

func TestFailureOfTheServiceAsText(t *testing.T) {
	t.Parallel()
	want := `linkwanctl: update failed: NonExistent: The specified resource does not exist.
  permission  999, instance (public), region cn-shanghai, profile prod
  request id  89EF6CAA-958F-F32C-BE45-FE003C6DE097 (1 attempt)
hint: list what this account owns with  linkwanctl joinperm list
hint: an Enterprise instance needs  --iot-instance-id
`
	if got := failed(t, Options{}, refused()); got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
}

// A long message, or one of several lines, gets lines of its own.
func TestALongMessageIsNotInTheTitle(t *testing.T) {
	t.Parallel()
	for message, want := range map[string]string{
		"short":                   "linkwanctl: update failed: C: short\n",
		strings.Repeat("x", 161):  "linkwanctl: update failed: C\n  " + strings.Repeat("x", 161) + "\n",
		"the first\nthe second\n": "linkwanctl: update failed: C\n  the first\n  the second\n",
	} {
		if got := failed(t, Options{}, Failure{Title: i18n.Raw("update failed: C"), Code: "C", Message: i18n.Raw(message)}); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
	if got := failed(t, Options{Form: JSON}, Failure{Title: i18n.Raw("update failed: C"), Code: "C", Sandbox: true}); !strings.Contains(got, "\"Sandbox\": true") {
		t.Errorf("got %s", got)
	}
}

func TestFailureAndWarningsBesideCSVAreText(t *testing.T) {
	t.Parallel()
	want := "linkwanctl: warning: w\n" + failed(t, Options{}, refused())
	if got := failed(t, Options{Form: CSV}, refused(), "w"); got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
}

func TestFailureOfValuesAsText(t *testing.T) {
	t.Parallel()
	want := `linkwanctl: 3 invalid values; nothing was sent
  --class-mode Z          must be A, B or C
  --rx-delay 99           must be 1 to 15 seconds
  --join-eui d896e0eff    has 9 hex digits; a JoinEUI has 16
hint: linkwanctl joinperm update --help
`
	if got := failed(t, Options{}, mistyped()); got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
}

func TestFailureOfAFileAsText(t *testing.T) {
	t.Parallel()
	want := `linkwanctl: broken.csv has 3 problems; nothing was sent
  broken.csv:4:7   classMode "D" must be A, B or C
  broken.csv:9     id 123 stands on line 2 already
  broken.csv:1:15  rxDelays is not a column: did you mean rxDelay?
`
	got := failed(t, Options{}, Failure{Title: i18n.Raw("broken.csv has 3 problems; nothing was sent"), Problems: []text.Problem{
		{Where: "broken.csv:4:7", Given: `classMode "D"`, Rule: i18n.Raw("must be A, B or C")},
		{Where: "broken.csv:9", Given: "id 123", Rule: i18n.Raw("stands on line 2 already")},
		{Where: "broken.csv:1:15", Given: "rxDelays", Rule: i18n.Raw("is not a column"), Suggestion: "rxDelay"},
	}})
	if got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
}

func TestFailureTextKeepsItsColumns(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("x", 60)
	want := `linkwanctl: t
  an unnamed circumstance
  凭证  v
  name  w
  --name 凭证    is short
  --id           is needed
  --name ` + long + `    is long: 30 at most; did you mean x?
  a sentence alone
`
	got := failed(t, Options{}, Failure{
		Title:   i18n.Raw("t"),
		Details: []Detail{{"", i18n.Raw("an unnamed circumstance")}, {"凭证", i18n.Raw("v")}, {"name", i18n.Raw("w")}},
		Problems: []text.Problem{
			{Where: "--name", Given: "凭证", Rule: i18n.Raw("is short")},
			{Where: "--id", Rule: i18n.Raw("is needed")},
			{Where: "--name", Given: long, Rule: i18n.Raw("is long: 30 at most"), Suggestion: "x"},
			{Rule: i18n.Raw("a sentence alone")},
		},
	})
	if got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
}

func TestFailureTextEscapesLineByLine(t *testing.T) {
	t.Parallel()
	const evil = "a\x1b[2J\u202eb\nc"
	want := `linkwanctl: a\x1b[2J\u202eb\nc
  a\x1b[2J\u202eb
  c

  end
  a\x1b[2J\u202eb\nc  a\x1b[2J\u202eb\nc
  request id          a\x1b[2J\u202eb\nc
  --a\x1b[2J\u202eb\nc 'a\x1b[2J\u202eb\nc'    a\x1b[2J\u202eb\nc: did you mean a\x1b[2J\u202eb\nc?
hint: a\x1b[2J\u202eb\nc
`
	got := failed(t, Options{}, Failure{
		Title: i18n.Raw(evil), Message: i18n.Raw(evil + "\n\nend\r\n"), RequestID: evil,
		Details:  []Detail{{evil, i18n.Raw(evil)}},
		Problems: []text.Problem{{Where: "--" + evil, Given: evil, Rule: i18n.Raw(evil), Suggestion: evil}},
		Hints:    []i18n.Text{i18n.Raw(evil)},
	})
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestFailureIsColouredWithRestraint(t *testing.T) {
	t.Parallel()
	want := "\x1b[31mlinkwanctl:\x1b[0m t\n  m\n  --a b    c\n\x1b[2mhint: h\x1b[0m\n"
	got := failed(t, Options{ErrColor: true}, Failure{Title: i18n.Raw("t"), Message: i18n.Raw("m"), Problems: []text.Problem{{Where: "--a", Given: "b", Rule: i18n.Raw("c")}}, Hints: []i18n.Text{i18n.Raw("h")}})
	if got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestFailureOfTheServiceAsJSON(t *testing.T) {
	t.Parallel()
	want := `{
  "Success": false,
  "Code": "NonExistent",
  "Message": "The specified resource does not exist.",
  "RequestId": "89EF6CAA-958F-F32C-BE45-FE003C6DE097",
  "HttpStatus": 400,
  "Attempts": 1,
  "Outcome": "refused",
  "Hint": "list what this account owns with linkwanctl joinperm list; an Enterprise instance needs --iot-instance-id",
  "ExitCode": 6
}
`
	if got := failed(t, Options{Form: JSON}, refused()); got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
}

func TestFailureOfValuesAsJSONHoldsProblemsAndWarnings(t *testing.T) {
	t.Parallel()
	f := mistyped()
	f.Problems = f.Problems[:1]
	f.Problems[0].Suggestion = "A"
	want := `{
  "Success": false,
  "Code": "InvalidParameter",
  "Message": "3 invalid values; nothing was sent",
  "RequestId": "",
  "HttpStatus": 0,
  "Attempts": 0,
  "Outcome": "not-sent",
  "Hint": "linkwanctl joinperm update --help",
  "ExitCode": 2,
  "Problems": [
    {
      "Parameter": "--class-mode",
      "Given": "Z",
      "Rule": "must be A, B or C",
      "Suggestion": "A"
    }
  ],
  "Warnings": [
    "one",
    "two"
  ]
}
`
	if got := failed(t, Options{Form: JSON}, f, "one", "two"); got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
}

// Where the service has done what it was asked, its answer does not say what failed here.
func TestWhatFailedAfterTheChangeIsInTheMessage(t *testing.T) {
	t.Parallel()
	f := Failure{Title: i18n.Raw("cannot write the result: full"), Message: i18n.Raw("the change was made"), Code: "OutputFailed", HTTPStatus: 200, Outcome: "done"}
	if got := failed(t, Options{Form: JSON}, f); !strings.Contains(got, `"Message": "cannot write the result: full; the change was made",`) {
		t.Errorf("got\n%s", got)
	}
}

func TestFailureAsYAMLHoldsWhatJSONHolds(t *testing.T) {
	t.Parallel()
	f := mistyped()
	f.Message = i18n.Raw("凭证\x1b\n\u202eno")
	inYAML := failed(t, Options{Form: YAML}, f, "one")
	if !strings.HasPrefix(inYAML, "Success: false\nCode: InvalidParameter\nMessage: \"3 invalid values; nothing was sent; 凭证\\e\\n\\u202eno\"\n") {
		t.Errorf("got\n%s", inYAML)
	}
	sameInYAML(t, []byte(failed(t, Options{Form: JSON}, f, "one")), []byte(inYAML))
}

func TestErrHoldsOneDocumentWhateverHappens(t *testing.T) {
	t.Parallel()
	for form, documents := range map[Form]func(io.Reader) func(any) error{
		JSON: func(r io.Reader) func(any) error { return json.NewDecoder(r).Decode },
		YAML: func(r io.Reader) func(any) error { return yaml.NewDecoder(r).Decode },
	} {
		var errs bytes.Buffer
		p, err := New(Options{Out: fullDisk{}, Err: &errs, Form: form})
		if err != nil {
			t.Fatal(err)
		}
		p.Warn(i18n.Raw("early"))
		if err := p.Result(updated()); err == nil {
			t.Error("no error from a full disk")
		}
		p.Fail(Failure{Title: i18n.Raw("first"), Code: "First"})
		p.Warn(i18n.Raw("late"))
		p.Fail(Failure{Title: i18n.Raw("second"), Code: "Second"})
		p.Done()
		next := documents(&errs)
		var first struct {
			Code     string   `yaml:"Code"`
			Warnings []string `yaml:"Warnings"`
		}
		if err := next(&first); err != nil || first.Code != "First" || len(first.Warnings) != 1 {
			t.Errorf("%s: %v, %+v", form, err, first)
		}
		if err := next(&first); !errors.Is(err, io.EOF) {
			t.Errorf("%s: something follows: %v", form, err)
		}
	}
}

func TestFailureIsWrittenAtOnce(t *testing.T) {
	t.Parallel()
	for _, form := range []Form{Table, JSON, YAML} {
		var writes counter
		p, err := New(Options{Out: io.Discard, Err: &writes, Form: form})
		if err != nil {
			t.Fatal(err)
		}
		p.Fail(refused())
		if writes != 1 {
			t.Errorf("%s: %d writes, which others may come between", form, writes)
		}
	}
}

type counter int

func (c *counter) Write(b []byte) (int, error) { *c++; return len(b), nil }
