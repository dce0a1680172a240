package manifest

import (
	"encoding/json"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"linkwanctl/internal/joinperm"
)

func TestSchemaAndRulesAgree(t *testing.T) {
	t.Parallel()
	given := []string{
		"", " ", "0", "1", "-1", "5", "6", "15", "16", "015", "3s", "0s", "101", "0101", "9223372036854775807", "abc", "abcd", "a-bc", "凭", "凭证", "凭证1", "a b", "A", "x",
		strings.Repeat("a", 30), strings.Repeat("a", 31), strings.Repeat("9", 128), strings.Repeat("9", 129), "d896e0efff000000", "D8-96-E0-EF-FF-00-00-00", "d8:96:e0:ef:ff:00:00:00", "d8-96:e0-ef-ff-00-00-00", "0xd896e0efff000000",
	}
	for _, f := range joinperm.ManifestFields() {
		s := shapeOf(f.Key)
		if s.Pattern == "" {
			if f.Values == nil {
				t.Errorf("%s has neither a pattern nor values", f.Key)
			}
			continue
		}
		pattern := regexp.MustCompile(strings.ReplaceAll(s.Pattern, `\p{Script=Han}`, `\p{Han}`))
		for _, text := range given {
			_, err := f.Rule(text)
			fits := pattern.MatchString(text) && (s.Longest == 0 || len([]rune(text)) <= s.Longest)
			if n, notNumber := strconv.ParseInt(text, 10, 64); s.Type == typeInteger && notNumber == nil && (n >= s.Low && n <= s.Top) != (err == nil) {
				t.Errorf("%s: the range of the number %d and the rule differ: %v", f.Key, n, err)
			}
			if f.Key == "name" && len(text) < 4 {
				continue // a pattern cannot count Han twice
			}
			if fits != (err == nil) {
				t.Errorf("%s %q: fits the schema: %t, the rule: %v", f.Key, text, fits, err)
			}
		}
	}
}

func TestSchemaHasEveryKey(t *testing.T) {
	t.Parallel()
	var schema struct {
		Schema string `json:"$schema"`
		Defs   struct {
			Row struct {
				Properties           map[string]struct{ Description string }
				AdditionalProperties *bool
			}
		} `json:"$defs"`
	}
	if err := json.Unmarshal(Schema(), &schema); err != nil || schema.Schema != "https://json-schema.org/draft/2020-12/schema" {
		t.Fatal(err, schema.Schema)
	}
	row := schema.Defs.Row
	for _, f := range joinperm.ManifestFields() {
		if row.Properties[f.Key].Description == "" {
			t.Errorf("%s is not described", f.Key)
		}
	}
	if len(row.Properties) != 8 || row.AdditionalProperties == nil || *row.AdditionalProperties {
		t.Errorf("got %+v", row)
	}
}
