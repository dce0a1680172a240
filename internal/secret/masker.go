package secret

import (
	"encoding/base64"
	"net/url"
	"slices"
	"sort"
	"strings"
	"sync"
)

const (
	// shortest is the length from which a secret is masked: a shorter one would mask every other
	// word.
	shortest = 4
	// shortestPart is how many letters and digits in a row, of a secret, are masked by themselves.
	shortestPart = 8
	// shortestInData is the same for data, of a secret and of a part of one, where a shorter one
	// could be a name of the API, or by chance a part of an ID.
	shortestInData = 16
)

// Masker hides the secrets that it knows in text that came from outside. A secret is found in each
// spelling that URLs, JSON, HTML and quoted text give it, in capital and small letters, and each 8
// letters and digits in a row of it also alone, whatever is around them. The zero value knows none.
// It is safe for concurrent use.
type Masker struct {
	mu    sync.RWMutex
	known []known
	parts map[uint64]struct{} // each shortestPart letters and digits in a row of a secret
}

// known is one secret, in small letters.
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
		s = small(s)
		if len(s) >= shortest && !slices.ContainsFunc(m.known, func(k known) bool { return k.text == s }) {
			m.learn(parse(s))
		}
	}
}

func (m *Masker) learn(k known) {
	m.known = append(m.known, k)
	if m.parts == nil {
		m.parts = map[uint64]struct{}{}
	}
	for _, run := range k.runs {
		eachPart(run, func(part uint64, _ int) { m.parts[part] = struct{}{} })
	}
}

// AddUser makes the user and password of a URL known, as they are written there and as a header has
// them. A short user name is part of many words and is not masked.
func (m *Masker) AddUser(user *url.Userinfo) {
	if user == nil {
		return
	}
	password, _ := user.Password()
	m.Add(password, user.String(), base64.RawStdEncoding.EncodeToString([]byte(user.Username()+":"+password)))
	if len(user.Username()) >= shortestPart {
		m.Add(user.Username())
	}
}

func parse(secret string) known {
	k := known{text: secret}
	for _, run := range strings.FieldsFunc(secret, func(r rune) bool { return !alphanumeric(r) }) {
		if len(run) > len(k.anchor) {
			k.anchor = run
		}
		if len(run) >= shortestPart {
			k.runs = append(k.runs, run)
		}
	}
	return k
}

func alphanumeric(c rune) bool {
	return '0' <= c && c <= '9' || 'A' <= c && c <= 'Z' || 'a' <= c && c <= 'z'
}

// Mask gives the text with every known secret hidden. Use it before a text is cut: a secret cut in
// two would not be recognised.
func (m *Masker) Mask(text string) string {
	return m.mask(text, shortest, shortestPart, plainLetters)
}

// MaskData does the same for JSON, with secrets and parts of 16 bytes or more. It stays JSON: only
// letters and digits take the place of escapes, and their meaning changes only where a secret is.
func (m *Masker) MaskData(data string) string {
	return m.mask(data, shortestInData, shortestInData, plainLettersOfJSON, plainLetters)
}

// mask hides secrets in the text, and then those with escaped letters, which each of the functions
// writes plainly. A text without secrets stays as it is.
func (m *Masker) mask(text string, whole, part int, plains ...func(string) string) string {
	m.mu.RLock()
	defer m.mu.RUnlock()
	if len(m.known) == 0 {
		return text
	}
	text = hide(text, m.find(text, whole, part))
	for _, plain := range plains {
		if letters := plain(text); letters != text {
			if found := m.find(letters, whole, part); len(found) > 0 {
				text = hide(letters, found)
			}
		}
	}
	return text
}

// find returns the places of secrets and of parts of them, each of at least the given length in
// bytes.
func (m *Masker) find(text string, whole, part int) []span {
	folded := small(text)
	found := m.findParts(folded, part)
	for _, k := range m.known {
		if len(k.text) >= whole && strings.Contains(folded, k.anchor) {
			found = k.find(text, folded, found)
		}
	}
	return found
}

// span is a part of a text, from one byte to before another.
type span struct{ from, to int }

// findParts returns the places of at least that many letters and digits in a row that are part of a
// secret.
func (m *Masker) findParts(folded string, least int) []span {
	var found []span
	end, row := 0, 0 // of the parts that follow each other, to the last one
	eachPart(folded, func(part uint64, to int) {
		if _, is := m.parts[part]; !is {
			return
		}
		if to != end+1 || row == 0 {
			row = shortestPart - 1
		}
		row++
		if end = to; row >= least {
			found = append(found, span{to - least, to})
		}
	})
	return found
}

// eachPart hands over each shortestPart letters and digits in a row of a text in small letters, as
// one number, and where they end.
func eachPart(folded string, each func(part uint64, to int)) {
	part, row := uint64(0), 0
	for i := range len(folded) {
		if !alphanumeric(rune(folded[i])) {
			row = 0
			continue
		}
		part = part<<8 | uint64(folded[i])
		if row++; row >= shortestPart {
			each(part, i+1)
		}
	}
}

// find adds where the secret and its runs are.
func (k known) find(text, folded string, found []span) []span {
	for at := 0; at < len(text); {
		if first := k.text[0]; alphanumeric(rune(first)) && folded[at] != first { // most of a text is passed over here
			next := strings.IndexByte(folded[at:], first)
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
			next := strings.Index(folded[at:], run)
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
	sort.Slice(spans, func(i, j int) bool { return spans[i].from < spans[j].from })
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
