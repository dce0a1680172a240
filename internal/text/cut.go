package text

// Cut gives at most most characters of text. Where there are more, the last one is an ellipsis.
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
