package credential

import (
	"encoding/json"
	"html"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"sync"
)

// secrets knows every secret value that a source has shown so far and strikes them out of foreign
// text. It is safe for concurrent use: a call that was given up may still be learning.
type secrets struct {
	mu    sync.Mutex
	forms []string // longest first, so that no form is struck out only in part
}

func (s *secrets) add(values ...string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, v := range values {
		if v == "" {
			continue
		}
		s.forms = append(s.forms, spellings(v)...)
	}
	slices.SortFunc(s.forms, func(a, b string) int {
		if len(a) != len(b) {
			return len(b) - len(a)
		}
		return strings.Compare(a, b)
	})
	s.forms = slices.Compact(s.forms)
}

// spellings are the ways in which a value stands in URLs, in the strings that STS says it has signed
// (escaped twice), in JSON, HTML and quoted Go text.
func spellings(v string) []string {
	forms := []string{
		v, url.QueryEscape(v), url.PathEscape(v), url.QueryEscape(url.QueryEscape(v)),
		html.EscapeString(v), unquote(strconv.Quote(v)),
	}
	if text, err := json.Marshal(v); err == nil {
		forms = append(forms, unquote(string(text)))
	}
	return forms
}

func unquote(s string) string { return s[1 : len(s)-1] }

// strike makes a foreign text fit to be shown: without any known secret, escaped, and bounded.
// It strikes before it cuts: a secret cut in two would not be known again.
func (s *secrets) strike(text string) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, form := range s.forms {
		text = strings.ReplaceAll(text, form, hidden)
	}
	return bound(escape(text), maxForeign)
}
