package output

import "testing"

func TestEveryFormIsParsed(t *testing.T) {
	t.Parallel()
	for _, name := range Forms() {
		if form, err := ParseForm(name); err != nil || string(form) != name {
			t.Errorf("ParseForm(%q) = %q, %v", name, form, err)
		}
	}
}

func TestAFormIsKnownInCapitalLettersToo(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]Form{"JSON": JSON, "Yaml": YAML} {
		if form, err := ParseForm(name); err != nil || form != want {
			t.Errorf("ParseForm(%q) = %q, %v", name, form, err)
		}
	}
}

func TestOtherFormsAreRefused(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"", "json ", "text"} {
		form, err := ParseForm(name)
		if err == nil || form != "" || err.Error() != "must be table, wide, name, json, yaml, csv or tsv" {
			t.Errorf("ParseForm(%q) = %q, %v", name, form, err)
		}
	}
	if _, err := New(Options{Form: "xml"}); err == nil || err.Error() != `"xml" must be table, wide, name, json, yaml, csv or tsv` {
		t.Errorf("New gives %v", err)
	}
}
