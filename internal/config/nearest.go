package config

import "strings"

// nearest gives the candidate that was probably meant, or nothing: capitals, dashes and underscores aside, one slip
// of the finger for every three letters is forgiven, and so is a part for the whole.
func nearest(given string, candidates []string) string {
	plain := bare(given)
	if plain == "" || len(given) > longestShown {
		return ""
	}
	best, bestDistance := "", max(1, len(plain)/3)+1
	for _, candidate := range candidates {
		d := distance(plain, bare(candidate))
		if len(plain) >= 3 && d > 1 && strings.Contains(bare(candidate), plain) {
			d = 1
		}
		if d < bestDistance {
			best, bestDistance = candidate, d
		}
	}
	return best
}

// bare takes away what people mix up: capitals and what stands between words.
func bare(text string) string {
	return strings.Map(func(r rune) rune {
		if r == '-' || r == '_' || r == '.' || r == ' ' {
			return -1
		}
		return r
	}, strings.ToLower(text))
}

// distance counts insertions, deletions, replacements and swaps of neighbours (optimal string alignment).
func distance(from, to string) int {
	a, b := []rune(from), []rune(to)
	before, previous, current := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
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
				current[j] = min(current[j], before[j-2]+1)
			}
		}
		before, previous, current = previous, current, before
	}
	return previous[len(b)]
}
