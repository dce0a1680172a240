package manifest

import "strings"

// columnOf gives the place of a key, -1 for none.
func columnOf(columns []column, key string) int {
	for i := range columns {
		if columns[i].field.Key == key {
			return i
		}
	}
	return -1
}

// longestWord is the longest that can be a key with slips.
const longestWord = 40

// nearest is a suggestion for as long as problems are shown: to look for one a
// million times takes long.
func (r *reading) nearest(given string) string {
	if len(r.problems) == mostProblems {
		return ""
	}
	return nearest(given, r.columns)
}

// nearest gives the key that was probably meant, or nothing: a field's other
// names are known, capitals and what stands between words are forgiven, and so
// is one slip of the finger for every three letters.
func nearest(given string, columns []column) string {
	if len(given) > longestWord {
		return ""
	}
	best, least := "", max(1, len(bare(given))/3)+1
	for i := range columns {
		f := &columns[i].field
		for _, name := range []string{f.Key, f.Param, f.Flag, f.Label} {
			if d := slips(given, name); d < least {
				best, least = f.Key, d
			}
		}
	}
	return best
}

// nearWord gives word if given was probably meant to be it.
func nearWord(given, word string) string {
	if len(given) <= longestWord && slips(given, word) <= max(1, len(bare(given))/3) {
		return word
	}
	return ""
}

func bare(word string) string {
	return strings.NewReplacer(" ", "", "-", "", "_", "", ".", "").Replace(strings.ToLower(word))
}

// slips counts the insertions, deletions, replacements and swaps of neighbours
// between two words of at most longestWord bytes (optimal string alignment).
func slips(from, to string) int {
	a, b := bare(from), bare(to)
	if a == "" {
		return longestWord
	}
	var before, previous, current [longestWord + 1]int
	for j := range previous {
		previous[j] = j
	}
	for i := 1; i <= len(a); i++ {
		current[0] = i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			current[j] = min(previous[j]+1, current[j-1]+1, previous[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				current[j] = min(current[j], before[j-2]+1) //nolint:gosec // j > 1 on the line above
			}
		}
		before, previous = previous, current
	}
	return previous[len(b)]
}
