package text

import "strings"

// longestWord bounds, in characters, the words that are compared: longer ones are not typing
// mistakes.
const longestWord = 64

// Nearest returns the candidate that was probably meant, or "". One typing mistake for every three
// letters is accepted, as is part of a word. Of two that are equally near, the first is taken.
func Nearest(given string, candidates []string) string {
	plain := []rune(Fold(given))
	if len(plain) > longestWord {
		return ""
	}
	best, least := "", min(max(1, len(plain)/3), len(plain)-1)+1
	for _, candidate := range candidates {
		folded := []rune(Fold(candidate))
		if len(folded) > longestWord {
			continue
		}
		d := distance(plain, folded)
		if len(plain) >= 3 && strings.Contains(string(folded), string(plain)) {
			d = min(d, 1)
		}
		if d < least {
			best, least = candidate, d
		}
	}
	return best
}

// Fold removes what people mix up in a name: capitals and what separates its words.
func Fold(name string) string {
	return strings.Map(func(r rune) rune {
		if strings.ContainsRune(" -_.", r) {
			return -1
		}
		return r
	}, strings.ToLower(name))
}

// distance counts the insertions, deletions, replacements and swaps of neighbours between two words
// (optimal string alignment).
func distance(a, b []rune) int {
	before, previous, current := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range previous {
		previous[j] = j
	}
	for i := range a {
		current[0] = i + 1
		for j := range b {
			d := previous[j]
			if a[i] != b[j] {
				d = 1 + min(d, previous[j+1], current[j])
			}
			if i > 0 && j > 0 && a[i] == b[j-1] && a[i-1] == b[j] {
				d = min(d, 1+before[j-1])
			}
			current[j+1] = d
		}
		before, previous, current = previous, current, before
	}
	return previous[len(b)]
}
