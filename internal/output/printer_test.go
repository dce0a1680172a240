package output

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"math"
	"strings"
	"sync"
	"testing"

	"linkwanctl/internal/i18n"
)

func updated() Result {
	return Result{
		Document: struct {
			RequestID string `json:"RequestId"`
			Success   bool
		}{"89EF6CAA-958F-F32C-BE45-FE003C6DE097", true},
		Grid: Grid{
			Columns: []string{"Request ID", "Success"},
			Rows:    [][]string{{"89EF6CAA-958F-F32C-BE45-FE003C6DE097", "true"}},
		},
	}
}

func TestResultInEachForm(t *testing.T) {
	t.Parallel()
	for form, want := range map[Form]string{
		"": "REQUEST ID                            SUCCESS\n" +
			"89EF6CAA-958F-F32C-BE45-FE003C6DE097  true\n",
		Table: "REQUEST ID                            SUCCESS\n" +
			"89EF6CAA-958F-F32C-BE45-FE003C6DE097  true\n",
		JSON: "{\n" +
			"  \"RequestId\": \"89EF6CAA-958F-F32C-BE45-FE003C6DE097\",\n" +
			"  \"Success\": true\n" +
			"}\n",
		YAML: "RequestId: \"89EF6CAA-958F-F32C-BE45-FE003C6DE097\"\n" +
			"Success: true\n",
		CSV: "RequestId,Success\n" +
			"89EF6CAA-958F-F32C-BE45-FE003C6DE097,true\n",
	} {
		if got := printed(t, Options{Form: form}, updated()); got != want {
			t.Errorf("%q: got\n%swant\n%s", form, got, want)
		}
	}
}

func TestEmptyListInEachForm(t *testing.T) {
	t.Parallel()
	r := Result{Document: []permission{}, Grid: Grid{Columns: []string{"Id"}}}
	for form, want := range map[Form]string{Table: "ID\n", JSON: "[]\n", YAML: "[]\n", CSV: ""} {
		if got := printed(t, Options{Form: form}, r); got != want {
			t.Errorf("%q: got %q, want %q", form, got, want)
		}
	}
}

func TestTextIsForPeopleAndAStringForScripts(t *testing.T) {
	t.Parallel()
	for form, want := range map[Form]string{
		Table: "/etc/linkwanctl\\x1b\nsecond\n",
		JSON:  "\"/etc/linkwanctl\\u001b\\nsecond\"\n",
		YAML:  "\"/etc/linkwanctl\\e\\nsecond\"\n",
		CSV:   "/etc/linkwanctl\\x1b\\nsecond\n",
	} {
		var out bytes.Buffer
		p, err := New(Options{Out: &out, Err: io.Discard, Form: form})
		if err != nil {
			t.Fatal(err)
		}
		if err := p.Text("/etc/linkwanctl\x1b\nsecond"); err != nil {
			t.Fatal(err)
		}
		if out.String() != want {
			t.Errorf("%s: got %q, want %q", form, &out, want)
		}
	}
}

func TestColourIsForTheStreamThatHasIt(t *testing.T) {
	t.Parallel()
	var out, errs bytes.Buffer
	p, err := New(Options{Out: &out, Err: &errs, Color: true})
	if err != nil {
		t.Fatal(err)
	}
	p.Warn(i18n.Raw("w"))
	p.Fail(Failure{Title: i18n.Raw("t"), Hints: []i18n.Text{i18n.Raw("h")}})
	if err := p.Result(Result{Grid: Grid{Columns: []string{"id"}}}); err != nil {
		t.Fatal(err)
	}
	if got, want := out.String(), "\x1b[1mID\x1b[0m\n"; got != want {
		t.Errorf("Out holds %q, want %q", got, want)
	}
	if got, want := errs.String(), "linkwanctl: warning: w\nlinkwanctl: t\nhint: h\n"; got != want {
		t.Errorf("Err holds %q, want %q", got, want)
	}
	for _, form := range []Form{JSON, YAML, CSV} {
		if got := printed(t, Options{Form: form, Color: true, ErrColor: true}, updated()); strings.Contains(got, "\x1b") {
			t.Errorf("%s is coloured: %q", form, got)
		}
	}
}

func TestQuietSilencesAllButFailures(t *testing.T) {
	t.Parallel()
	for form, want := range map[Form]string{
		Table: "linkwanctl: t\n",
		CSV:   "linkwanctl: t\n",
		JSON: "{\n  \"Success\": false,\n  \"Code\": \"\",\n  \"Message\": \"t\",\n  \"RequestId\": \"\",\n  \"HttpStatus\": 0,\n" +
			"  \"Attempts\": 0,\n  \"Outcome\": \"\",\n  \"Hint\": \"\",\n  \"ExitCode\": 0\n}\n",
	} {
		var out, errs bytes.Buffer
		p, err := New(Options{Out: &out, Err: &errs, Form: form, Quiet: true})
		if err != nil {
			t.Fatal(err)
		}
		if err := p.Result(updated()); err != nil {
			t.Fatal(err)
		}
		p.Warn(i18n.Raw("w"))
		p.Fail(Failure{Title: i18n.Raw("t")})
		p.Done()
		if out.Len() > 0 || errs.String() != want {
			t.Errorf("%s: Out holds %q, Err %q, want %q", form, &out, &errs, want)
		}
	}
}

var errDisk = errors.New("no space left")

type fullDisk struct{}

func (fullDisk) Write([]byte) (int, error) { return 0, errDisk }

type halfDisk struct{}

func (halfDisk) Write(b []byte) (int, error) { return len(b) / 2, nil }

func TestResultThatCannotBeWrittenIsAnError(t *testing.T) {
	t.Parallel()
	for _, form := range []Form{Table, JSON, YAML, CSV} {
		for _, c := range []struct {
			out  io.Writer
			want error
		}{{fullDisk{}, errDisk}, {halfDisk{}, io.ErrShortWrite}} {
			p, err := New(Options{Out: c.out, Err: io.Discard, Form: form})
			if err != nil {
				t.Fatal(err)
			}
			if err := p.Result(updated()); !errors.Is(err, c.want) {
				t.Errorf("%s: got %v, want %v", form, err, c.want)
			}
		}
	}
}

func TestResultThatCannotBeEncodedWritesNothing(t *testing.T) {
	t.Parallel()
	for _, form := range []Form{JSON, YAML, CSV} {
		var out bytes.Buffer
		p, err := New(Options{Out: &out, Err: io.Discard, Form: form})
		if err != nil {
			t.Fatal(err)
		}
		err = p.Result(Result{Document: map[string]float64{"a": math.Inf(1)}})
		var unsupported *json.UnsupportedValueError
		if !errors.As(err, &unsupported) || out.Len() > 0 {
			t.Errorf("%s: got %v and %q", form, err, &out)
		}
	}
}

func TestWarningsAreWrittenAtOnceAsATableOrCSV(t *testing.T) {
	t.Parallel()
	for _, form := range []Form{Table, CSV} {
		var errs bytes.Buffer
		p, err := New(Options{Out: io.Discard, Err: &errs, Form: form, ErrColor: true})
		if err != nil {
			t.Fatal(err)
		}
		p.Warn(i18n.Raw("the clock is 20 minutes slow\x07\nreally"))
		if want := "\x1b[33mlinkwanctl: warning:\x1b[0m the clock is 20 minutes slow\\x07\\nreally\n"; errs.String() != want {
			t.Errorf("%s: got %q, want %q", form, &errs, want)
		}
		errs.Reset()
		p.Done()
		if errs.Len() > 0 {
			t.Errorf("%s: Done wrote %q", form, &errs)
		}
	}
}

func TestWarningsAreOneDocumentForScripts(t *testing.T) {
	t.Parallel()
	for form, want := range map[Form]string{
		JSON: "{\n  \"Warnings\": [\n    \"<one>\",\n    \"two\\u202e\"\n  ]\n}\n",
		YAML: "Warnings:\n- \"<one>\"\n- \"two\\u202e\"\n",
	} {
		var errs bytes.Buffer
		p, err := New(Options{Out: io.Discard, Err: &errs, Form: form})
		if err != nil {
			t.Fatal(err)
		}
		p.Warn(i18n.Raw("<one>"))
		p.Warn(i18n.Raw("two\u202e"))
		if errs.Len() > 0 {
			t.Errorf("%s: Warn wrote %q", form, &errs)
		}
		p.Done()
		p.Done()
		if errs.String() != want {
			t.Errorf("%s: got %q, want %q", form, &errs, want)
		}
	}
}

func TestNothingIsWrittenWhereNothingWasWarnedOf(t *testing.T) {
	t.Parallel()
	var errs bytes.Buffer
	p, err := New(Options{Out: io.Discard, Err: &errs, Form: JSON})
	if err != nil {
		t.Fatal(err)
	}
	p.Done()
	if errs.Len() > 0 {
		t.Errorf("got %q", &errs)
	}
}

func TestWarnMayBeCalledFromManyGoroutines(t *testing.T) {
	t.Parallel()
	for form, want := range map[Form]string{
		Table: strings.Repeat("linkwanctl: warning: w\n", 100),
		JSON:  "{\n  \"Warnings\": [\n" + strings.Repeat("    \"w\",\n", 99) + "    \"w\"\n  ]\n}\n",
	} {
		var errs bytes.Buffer
		p, err := New(Options{Out: io.Discard, Err: &errs, Form: form})
		if err != nil {
			t.Fatal(err)
		}
		var all sync.WaitGroup
		for range 100 {
			all.Go(func() { p.Warn(i18n.Raw("w")) })
		}
		all.Wait()
		p.Done()
		if errs.String() != want {
			t.Errorf("%s: got %s", form, &errs)
		}
	}
}

func TestTraceIsEscapedAndKeepsScriptsDocumentAlone(t *testing.T) {
	t.Parallel()
	for _, form := range []Form{Table, JSON, YAML, CSV} {
		var errs bytes.Buffer
		p, err := New(Options{Out: io.Discard, Err: &errs, Form: form})
		if err != nil {
			t.Fatal(err)
		}
		p.Note(i18n.Raw("a \x1b[2J"))
		p.Debug("b \x1b[2J")
		want := "b \\x1b[2J\n"
		if form == Table || form == CSV {
			want = "a \\x1b[2J\n" + want
		}
		if got := errs.String(); got != want {
			t.Errorf("%s: got %q, want %q", form, got, want)
		}
	}
}

func TestPromptIsSeenInEveryFormAndQuietToo(t *testing.T) {
	t.Parallel()
	for _, o := range []Options{{}, {Form: JSON}, {Form: YAML}, {Form: CSV}, {Quiet: true}} {
		var out, errs bytes.Buffer
		o.Out, o.Err = &out, &errs
		p, err := New(o)
		if err != nil {
			t.Fatal(err)
		}
		p.Prompt(i18n.Raw("Delete 凭证\x1b[2J1? [y/N]"))
		if want := "Delete 凭证\\x1b[2J1? [y/N] "; errs.String() != want || out.Len() > 0 {
			t.Errorf("%+v: Err holds %q, want %q; Out holds %q", o, &errs, want, &out)
		}
	}
}
