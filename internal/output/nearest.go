package output

import "strings"

// nearest gives the candidate that was probably meant, or nothing: one slip of
// the finger for every three letters is forgiven, and so is a part for the whole.
// Of two that are as near the first is taken.
func nearest(given string, candidates []string) string {
	const longest = 64 // beyond it nobody mistyped a column
	plain := bare(given)
	if plain == "" || len(plain) > longest {
		return ""
	}
	best, least := "", max(1, len(plain)/3)+1
	for _, candidate := range candidates {
		d := distance(plain, bare(candidate))
		if len(plain) >= 3 && strings.Contains(bare(candidate), plain) {
			d = min(d, 1)
		}
		if d < least {
			best, least = candidate, d
		}
	}
	return best
}

// bare takes away what people mix up: capitals and what stands between words.
func bare(name string) string {
	return strings.Map(func(r rune) rune {
		if r == ' ' || r == '-' || r == '_' {
			return -1
		}
		return r
	}, strings.ToLower(name))
}

// distance counts the insertions, deletions, replacements and swaps of neighbours
// between two words (optimal string alignment).
func distance(from, to string) int {
	a, b := []rune(from), []rune(to)
	table := make([][]int, len(a)+1)
	for i := range table {
		table[i] = make([]int, len(b)+1)
		table[i][0] = i
	}
	for j := range b {
		table[0][j+1] = j + 1
	}
	for i := range a {
		for j := range b {
			d := table[i][j]
			if a[i] != b[j] {
				d = 1 + min(table[i][j], table[i][j+1], table[i+1][j])
			}
			if i > 0 && j > 0 && a[i] == b[j-1] && a[i-1] == b[j] {
				d = min(d, 1+table[i-1][j-1])
			}
			table[i+1][j+1] = d
		}
	}
	return table[len(a)][len(b)]
}
