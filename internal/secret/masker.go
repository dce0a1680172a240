package secret

import (
	"encoding/base64"
	"net/url"
	"slices"
	"strings"
	"sync"
)

const (
	// shortest is how long a secret has to be to be masked: less would mask every other word.
	shortest = 4
	// shortestInData is the same for data, where a shorter one could be a name of the API.
	shortestInData = 16
	// shortestRun is how many letters and digits in a row are masked by themselves.
	shortestRun = 8
)

// Masker hides the secrets that it knows in text that came from outside. A secret is found in each
// spelling that URLs, JSON, HTML and quoted text give it, and each run of 8 or more letters and
// digits in it also alone, whatever is around it. The zero value knows none. It is safe for concurrent use.
type Masker struct {
	mu    sync.RWMutex
	known []known
}

// known is one secret. Letters and digits are the same in every spelling.
type known struct {
	text   string
	runs   []string // of letters and digits, those that are masked alone
	anchor string   // the longest run: a text without it does not have the secret
}

// Add makes secrets known. One of fewer than 4 bytes is not masked.
func (m *Masker) Add(secrets ...string) {
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, s := range secrets {
		if len(s) >= shortest && !slices.ContainsFunc(m.known, func(k known) bool { return k.text == s }) {
			m.known = append(m.known, parse(s))
		}
	}
}

// AddUser makes the user and password of a URL known, as they are written there and as a header has
// them. A short user name is part of many words and is left alone.
func (m *Masker) AddUser(user *url.Userinfo) {
	if user == nil {
		return
	}
	password, _ := user.Password()
	m.Add(password, user.String(), base64.RawStdEncoding.EncodeToString([]byte(user.Username()+":"+password)))
	if len(user.Username()) >= shortestRun {
		m.Add(user.Username())
	}
}

func parse(secret string) known {
	k := known{text: secret}
	for _, run := range strings.FieldsFunc(secret, func(r rune) bool { return !alphanumeric(r) }) {
		if len(run) > len(k.anchor) {
			k.anchor = run
		}
		if len(run) >= shortestRun {
			k.runs = append(k.runs, run)
		}
	}
	return k
}

func alphanumeric(c rune) bool {
	return '0' <= c && c <= '9' || 'A' <= c && c <= 'Z' || 'a' <= c && c <= 'z'
}

// Mask gives the text with every known secret hidden. It is to be used before a text is cut: a
// secret cut in two would not be found.
func (m *Masker) Mask(text string) string { return m.mask(text, shortest) }

// MaskData does the same for data, with secrets of 16 bytes or more.
func (m *Masker) MaskData(data string) string { return m.mask(data, shortestInData) }

func (m *Masker) mask(text string, least int) string {
	m.mu.RLock()
	defer m.mu.RUnlock()
	var found []span
	for _, k := range m.known {
		if len(k.text) >= least && strings.Contains(text, k.anchor) {
			found = k.find(text, found)
		}
	}
	return hide(text, found)
}

// span is a part of a text, from a byte to before another.
type span struct{ from, to int }

// find adds where the secret and its runs are.
func (k known) find(text string, found []span) []span {
	for at := 0; at < len(text); {
		if first := k.text[0]; alphanumeric(rune(first)) && text[at] != first { // most of a text is passed over here
			next := strings.IndexByte(text[at:], first)
			if next < 0 {
				break
			}
			at += next
		}
		if end := spelled(text, at, k.text); end > at {
			found = append(found, span{at, end})
			at = end
			continue
		}
		at++
	}
	for _, run := range k.runs {
		for at := 0; ; {
			next := strings.Index(text[at:], run)
			if next < 0 {
				break
			}
			found = append(found, span{at + next, at + next + len(run)})
			at += next + len(run)
		}
	}
	return found
}

// hide replaces the spans, those that touch by one mask.
func hide(text string, spans []span) string {
	if len(spans) == 0 {
		return text
	}
	slices.SortFunc(spans, func(a, b span) int { return a.from - b.from })
	var shown strings.Builder
	end := 0
	for i, s := range spans {
		if i == 0 || s.from > end {
			shown.WriteString(text[end:s.from])
			shown.WriteString(Hidden)
		}
		end = max(end, s.to)
	}
	shown.WriteString(text[end:])
	return shown.String()
}
