package text

// Cut shortens text to at most the given number of characters. If it was longer, the last one is an
// ellipsis.
func Cut(text string, most int) string {
	count, end := 0, 0
	for i := range text {
		switch count++; {
		case count == most:
			end = i
		case count > most:
			return text[:end] + "…"
		}
	}
	return text
}
